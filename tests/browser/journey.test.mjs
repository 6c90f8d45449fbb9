// A member's journey on a phone without scripts: from "what is this?" to a seat, and giving one back.
// What follows after class is in attendance.test.mjs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, classes, fillEnrolment, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { Mailbox } from './mailbox.mjs';

// The local is one from the sample file, typed the way phones type.
const ANA = { name: 'Ana Baptiste', email: 'ana.baptiste@example.org', local: 'NORTHMERE educators union' };
const LOCAL = 'Northmere Educators Union';

let demo, browser, look, mailbox, ana;
const found = {};

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'journey');
  ana = await visitor(browser, demo.base);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('a stranger reads what it is and finds a class', async () => {
  await ana.goto('/');
  await look.at(ana, 'home');
  await press(ana, 'main a[href="/requirements"]');
  await look.at(ana, 'requirements');
  await press(ana, 'header a[href="/classes"]');
  await look.at(ana, 'classes');
  const all = await classes(demo.base);

  await ana.locator('details.filters summary').click();
  await ana.locator('select[name=part]').selectOption('specialized');
  await ana.locator('main input[name=online]').check();
  await press(ana, buttonTo(ana, '/classes'));
  await look.at(ana, 'classes-filtered');
  assert.match(ana.url(), /part=specialized/);
  const wanted = all.filter((c) => c.online && c.parts.includes('specialized'));
  const shown = await ana.locator('main .offer h3 a').evaluateAll((links) => links.map((a) => a.href));
  assert.deepEqual(shown.toSorted(), wanted.map((c) => c.address).toSorted(), 'the filter shows what it says');
  assert.equal(await ana.locator('select[name=part]').inputValue(), 'specialized', 'the filter stays as it was set');

  // The last ones of the year: early enough to be given back whenever this test runs.
  const open = wanted.filter((c) => c.state === 'open');
  [found.second, found.first] = open.slice(-2);
  await press(ana, `main .offer a[href="${new URL(found.first.address).pathname}"]`);
  await look.at(ana, 'class');
});

test('she enrolls and signs up in one form, and nothing typed is lost', async () => {
  await press(ana, `main a[href="/classes/${found.first.key}/sign-up"]`);
  await look.at(ana, 'sign-up');
  const send = buttonTo(ana, `/classes/${found.first.key}/enroll`);
  await ana.locator('main input[name=name]').fill(ANA.name);
  assert.equal(await press(ana, send), 422);
  await look.at(ana, 'sign-up-wrong');
  assert.match(await ana.title(), /^Error:/);
  assert.equal(await ana.locator('main input[name=name]').inputValue(), ANA.name);
  for (const field of ['email', 'local', 'work']) {
    assert.equal(await ana.locator(`[role=alert] a[href="#${field}"]`).count(), 1, `the summary leads to ${field}`);
    assert.equal(await ana.locator(`#${field}`).count(), 1, `${field} is there`);
  }
  assert.equal(await ana.locator('[role=alert] a[href="#name"]').count(), 0, 'the name is right');

  await fillEnrolment(ana, ANA);
  assert.equal(await press(ana, send), 200);
  assert.equal(path(ana), '/enroll/sent');
  await look.at(ana, 'check-your-mail');
});

test('the link in the mail leads to her class', async () => {
  const mail = await mailbox.next(ANA.email, /\/go\//);
  await ana.goto('/mailbox');
  await look.at(ana, 'mailbox');
  await press(ana, `main a[href="${mail.path}"]`);
  await look.at(ana, 'mail-confirm');
  await press(ana, 'main a[href^="/go/"]');
  assert.equal(await ana.locator('main button').count(), 1, 'one button and nothing else to decide');
  await look.at(ana, 'door');
  await press(ana, 'main button');
  assert.equal(path(ana), `/me/classes/${found.first.key}`);
  await look.at(ana, 'my-seat');
});

test('her page shows the track, and a class is one tap', async () => {
  await press(ana, 'header a[href="/me"]');
  const track = ana.locator('main .track');
  assert.match(await track.getAttribute('aria-label'), /\d/, 'the picture is told in words too');
  await look.at(ana, 'me');
  await ana.goto('/me/profile');
  assert.ok((await ana.content()).includes(LOCAL), 'the local was found whatever its case');
  await look.at(ana, 'profile');

  await ana.goto('/classes?online=1');
  await look.at(ana, 'classes-as-member');
  assert.equal(await press(ana, buttonTo(ana, `/classes/${found.second.key}/sign-up`)), 200);
  assert.equal(path(ana), `/me/classes/${found.second.key}`);
  await press(ana, `main a[href="/me/classes/${found.second.key}/cancel"]`);
  await look.at(ana, 'cancel');
  assert.equal(await press(ana, buttonTo(ana, `/me/classes/${found.second.key}/cancel`)), 200);
  await look.at(ana, 'cancelled');
  await ana.goto('/me/classes');
  await look.at(ana, 'my-classes');
  assert.equal(await ana.locator(`main a[href="/me/classes/${found.first.key}"]`).count(), 1);
  assert.equal(await ana.locator(`main a[href="/me/classes/${found.second.key}"]`).count(), 0);
});

test('the rest of her pages', async () => {
  for (const [name, address] of [['record', '/me/record'], ['certificate-not-yet', '/me/certificate'], ['class-with-seat', found.first.address]]) {
    assert.equal((await ana.goto(address)).status(), 200);
    await look.at(ana, name);
  }
  await ana.goto('/me/profile');
  await press(ana, 'main form button[type=submit]');
  await look.at(ana, 'profile-saved');
  assert.equal(await press(ana, 'footer form button'), 200);
  assert.equal(path(ana), '/');
  assert.equal((await ana.goto('/me')).status(), 401, 'signed out');
  await look.at(ana, 'sign-in-in-place');
});

test('every page on the way was right for everybody', () => {
  assert.deepEqual(look.problems, []);
});
