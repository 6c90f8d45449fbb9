// The moments at which people lose trust: a double tap, a full class, two classes at once, an old link, a typing
// mistake. Each must do the right thing once, say so, and show the way on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, classes, enter, newMember, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { codeIn, Mailbox } from './mailbox.mjs';

const LOCAL = 'Northmere Educators Union';
const ANA = { name: 'Ana Baptiste', email: 'ana.baptiste@example.org', local: LOCAL };
const BEN = { name: 'Ben Carver', email: 'ben.carver@example.org', local: LOCAL };
const CAM = { name: 'Cam Nguyen', email: 'cam.nguyen@example.org', local: LOCAL };

let demo, browser, look, mailbox, ana, ben, cam;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'hard');
  [ana, ben, cam] = await Promise.all([ANA, BEN, CAM].map((who) => newMember(browser, demo.base, mailbox, who)));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const theClass = async (key) => (await classes(demo.base)).find((c) => c.key === key);
const page = (c) => new URL(c.address).pathname;
const starts = (c) => c.sessions[0].starts;
const overlap = (a, b) =>
  a.sessions.some((s) => b.sessions.some((o) => s.starts < o.ends && o.starts < s.ends));

/** Open classes with many seats, from all through the year, that do not overlap one another. */
async function roomy(count) {
  const out = [];
  for (const c of (await classes(demo.base)).filter((c) => c.state === 'open' && c.seats_left > 20).reverse()) {
    if (out.length < count && !out.some((o) => overlap(o, c))) out.push(c);
  }
  return out;
}

test('a double click is one sign-up', async () => {
  const [, , one] = await roomy(3);
  await ana.goto(page(one));
  await buttonTo(ana, `/classes/${one.key}/sign-up`).dblclick();
  // the second press aborts the first one's navigation: the address counts, not which of them brought it
  for (let n = 0; n < 100 && path(ana) !== `/me/classes/${one.key}`; n++) await ana.waitForTimeout(100);
  assert.equal(path(ana), `/me/classes/${one.key}`);
  assert.equal((await theClass(one.key)).seats_left, one.seats_left - 1);
  await mailbox.next(ANA.email, new RegExp(`/me/classes/${one.key}`));
  await ana.goto('/me/classes');
  assert.equal(await ana.locator(`main a[href="/me/classes/${one.key}"]`).count(), 1);
});

test('two tabs sign up for one class: one seat, and both tabs show it', async () => {
  const [one] = await roomy(1);
  const other = await ana.context().newPage();
  await Promise.all([ana.goto(page(one)), other.goto(page(one))]);
  const both = [ana, other].map((tab) => press(tab, buttonTo(tab, `/classes/${one.key}/sign-up`)));
  assert.deepEqual(await Promise.all(both), [200, 200]);
  for (const tab of [ana, other]) assert.equal(path(tab), `/me/classes/${one.key}`);
  assert.equal((await theClass(one.key)).seats_left, one.seats_left - 1);
  await other.close();
});

test('a full class has a waiting list, and tells the place', async () => {
  const full = (await classes(demo.base)).find((c) => c.state === 'full' && c.waiting > 0);
  assert.ok(full, 'the demo has a full class');
  await ben.goto(page(full));
  await look.at(ben, 'full-class');
  assert.equal(await press(ben, buttonTo(ben, `/classes/${full.key}/sign-up`)), 200);
  assert.equal(path(ben), `/me/classes/${full.key}`);
  assert.match(await ben.locator('main .note').first().textContent(), new RegExp(`\\b${full.waiting + 1}\\b`));
  await look.at(ben, 'waiting');
  await press(ben, `main a[href="/me/classes/${full.key}/cancel"]`);
  await look.at(ben, 'leave-list');
  assert.equal(await press(ben, buttonTo(ben, `/me/classes/${full.key}/cancel`)), 200);
  assert.equal((await theClass(full.key)).waiting, full.waiting, 'who leaves the list is off it');
});

test('the last seat goes while the page is open', async () => {
  const few = (await classes(demo.base)).find((c) => c.state === 'open' && c.seats_left === 2);
  assert.ok(few, 'the demo has a class with two seats left');
  await Promise.all([ana, ben, cam].map((p) => p.goto(page(few))));
  for (const p of [ben, cam]) assert.equal(await press(p, buttonTo(p, `/classes/${few.key}/sign-up`)), 200);
  assert.equal(await press(ana, buttonTo(ana, `/classes/${few.key}/sign-up`)), 409);
  await look.at(ana, 'full-meanwhile');
  assert.equal(await press(ana, buttonTo(ana, `/classes/${few.key}/sign-up`)), 200, 'the page offers the line');
  assert.match(await ana.locator('main .note').first().textContent(), /\b1\b/);

  // Ben gives his seat back: Ana is told, and takes it from the mail on a device that is not signed in.
  await ben.goto(`/me/classes/${few.key}/cancel`);
  await press(ben, buttonTo(ben, `/me/classes/${few.key}/cancel`));
  const mail = await mailbox.next(ANA.email, /\/mail\/take-/);
  await ana.goto(`/me/classes/${few.key}`);
  await look.at(ana, 'offered');
  const anywhere = await visitor(browser, demo.base);
  await anywhere.goto(mail.link('/mail/take-'));
  await look.at(anywhere, 'offer-from-mail');
  assert.equal(await press(anywhere, buttonTo(anywhere, mail.link('/mail/take-'))), 200);
  await look.at(anywhere, 'offer-taken');
  assert.equal((await theClass(few.key)).seats_left, 0);
});

test('two classes at once: both side by side, and a swap in one step', async () => {
  const open = (await classes(demo.base)).filter((c) => c.state === 'open' && c.seats_left > 20);
  const have = open.find((c) => open.some((o) => o !== c && overlap(o, c)));
  const want = open.find((o) => o !== have && overlap(o, have));
  await cam.goto(page(have));
  assert.equal(await press(cam, buttonTo(cam, `/classes/${have.key}/sign-up`)), 200);
  await cam.goto(page(want));
  assert.equal(await press(cam, buttonTo(cam, `/classes/${want.key}/sign-up`)), 409);
  await look.at(cam, 'clash');
  for (const c of [have, want]) assert.ok((await cam.locator('main dl').textContent()).includes(c.title), c.title);
  assert.equal(await press(cam, buttonTo(cam, `/me/classes/${have.key}/swap`)), 200);
  assert.equal(path(cam), `/me/classes/${want.key}`);
  await cam.goto('/me/classes');
  assert.equal(await cam.locator(`main a[href="/me/classes/${want.key}"]`).count(), 1);
  assert.equal(await cam.locator(`main a[href="/me/classes/${have.key}"]`).count(), 0);
});

test('a link works once, and then says so', async () => {
  const tom = await visitor(browser, demo.base);
  await enter(tom, demo.links.member);
  assert.equal(path(tom), '/me');
  const again = await visitor(browser, demo.base);
  assert.equal((await again.goto(demo.links.member)).status(), 410);
  assert.equal(await again.locator('main a[href="/sign-in"]').count(), 1, 'the way to a new one');
  await look.at(again, 'link-used');
});

test('a wrong code stays in its field, and the right one still works', async () => {
  const visit = await visitor(browser, demo.base);
  await visit.goto('/sign-in');
  await visit.locator('main input[name=email]').fill(CAM.email.toUpperCase());
  await press(visit, buttonTo(visit, '/sign-in'));
  const code = codeIn(await mailbox.next(CAM.email, /\b\d{3} \d{3}\b[^]*\/go\/|\/go\/[^]*\b\d{3} \d{3}\b/));
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  for (const [typed, name] of [['12', 'code-short'], [wrong, 'code-wrong']]) {
    await visit.locator('main input[name=code]').fill(typed);
    assert.equal(await press(visit, buttonTo(visit, '/sign-in/code')), 422);
    assert.equal(await visit.locator('main input[name=code]').inputValue(), typed);
    assert.match(await visit.title(), /^Error:/);
    await look.at(visit, name);
  }
  await visit.locator('main input[name=code]').fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
  assert.equal(await press(visit, buttonTo(visit, '/sign-in/code')), 200);
  assert.equal(path(visit), '/me');
});

test('a link from a mail that was changed leads nowhere, and one that is used up says what happened', async () => {
  const mail = await mailbox.next(BEN.email, /\/mail\/cancel-/);
  const link = mail.link('/mail/cancel-');
  const visit = await visitor(browser, demo.base);
  const last = link.at(-1) === 'a' ? 'b' : 'a';
  for (const foreign of [link.slice(0, -1) + last, link.replace('cancel', 'take'), '/mail/cancel-1-aaaa', '/mail/x']) {
    assert.equal((await visit.goto(foreign)).status(), 404, foreign);
  }
  await look.at(visit, 'mail-link-foreign');
  // Ben gave this seat back above: his link is right, and all that is left to do is to take it back, within the hour.
  assert.equal((await visit.goto(link)).status(), 200);
  assert.equal(await visit.locator('main form').count(), 1);
  assert.match(await visit.locator('main form').getAttribute('action'), /\/mail\/again-/);
  await look.at(visit, 'mail-link-over');
});

test('a certificate number: mistyped, malformed and unknown are told apart', async () => {
  const visit = await visitor(browser, demo.base);
  const said = new Set();
  for (const [typed, status] of [['2222-2223', 422], ['hello', 422], ['2222-2222', 404]]) {
    await visit.goto('/verify');
    await visit.locator('main input[name=number]').fill(typed);
    assert.equal(await press(visit, buttonTo(visit, '/verify')), status, typed);
    assert.equal(await visit.locator('main input[name=number]').inputValue(), typed, 'what was typed is kept');
    said.add(await visit.locator('main .errors li, main .note').first().textContent());
    await look.at(visit, `number-${typed}`);
  }
  assert.equal(said.size, 3, 'three sentences');
  await visit.goto('/verify');
  assert.equal(await press(visit, buttonTo(visit, '/verify')), 422, 'sent empty');
});

test('ticks that are not saved yet outlive the adding of a walk-in', async () => {
  const owen = await visitor(browser, demo.base);
  await enter(owen, demo.links.trainer);
  await press(owen, owen.locator('main .card a', { hasText: 'Getting a Raise Funded' }));
  const key = path(owen).split('/').at(-1);
  await owen.locator('main .person input[type=checkbox]').first().check();
  await owen.locator('details.card summary').click();
  await owen.locator('main input[name=name]').fill('Walter Drop-In');
  await owen.locator('main input[name=email]').fill('walter@example.org');
  assert.equal(await press(owen, `main form button[formaction$="/walk-in"]`), 200);
  // Walter, and the one who was ticked before: a trainer at the door does both, in any order.
  assert.equal(await owen.locator('main .person input:checked').count(), 2);
});

test('every page on the way was right for everybody', () => {
  assert.deepEqual(look.problems, []);
});
