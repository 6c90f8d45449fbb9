// Anyone who reads Spanish goes on reading Spanish, through forms, mistakes and mail; and no link on a page is dead.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { classes, enter, fillEnrolment, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { Mailbox } from './mailbox.mjs';

const SOL = { name: 'Sol Rivera', email: 'sol.rivera@example.org', local: 'Northmere Educators Union' };
const SUBMIT = 'main form button[type=submit]';

let demo, browser, look, mailbox;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'language');
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const language = (page) => page.locator('html').getAttribute('lang');

test('enrolling in Spanish stays Spanish to the end', async () => {
  const page = await visitor(browser, demo.base);
  await page.goto('/es/enroll');
  assert.equal(await press(page, SUBMIT), 422);
  assert.equal(await language(page), 'es', 'a mistake');
  await look.at(page, 'enroll-wrong');
  await fillEnrolment(page, SOL);
  assert.equal(await page.locator('select[name=language]').inputValue(), 'es', 'mail comes in the language of the page');
  await press(page, SUBMIT);
  assert.equal(await language(page), 'es', 'check your mail');
  await look.at(page, 'sent');
  const mail = await mailbox.next(SOL.email, /\/go\//);
  await page.locator('main input[name=code]').fill('12');
  assert.equal(await press(page, SUBMIT), 422);
  assert.equal(await language(page), 'es', 'a wrong code');
  await enter(page, mail.link('/es/go/'));
  assert.equal(path(page), '/me');
  assert.equal(await language(page), 'es', 'her own page');
  await look.at(page, 'me');
  await page.goto('/classes');
  assert.equal(await language(page), 'es', 'who is signed in need not say it again');
});

test('the page of a link from a mail in Spanish is Spanish', async () => {
  const page = await visitor(browser, demo.base);
  await page.goto('/es/sign-in');
  await page.locator('main input[name=email]').fill(SOL.email);
  await press(page, SUBMIT);
  const mail = await mailbox.next(SOL.email, /\/go\//);
  await page.goto(mail.link('/es/go/'));
  assert.equal(await language(page), 'es');
  await look.at(page, 'door');
});

test('signing in stays Spanish', async () => {
  const page = await visitor(browser, demo.base);
  await page.goto('/es/sign-in');
  await page.locator('main input[name=email]').fill('nobody');
  assert.equal(await press(page, SUBMIT), 422);
  assert.equal(await language(page), 'es', 'a mistake');
  await page.goto('/es/sign-in');
  await page.locator('main input[name=email]').fill('nobody@example.org');
  await press(page, SUBMIT);
  assert.equal(await language(page), 'es', 'check your mail');
});

test('from a class in Spanish, signing in is Spanish too', async () => {
  const open = (await classes(demo.base)).find((c) => c.state === 'open');
  const page = await visitor(browser, demo.base);
  await page.goto(`/es/classes/${open.key}/sign-up`);
  assert.equal(await language(page), 'es');
  await press(page, 'main a[href*="/sign-in"]');
  assert.equal(await language(page), 'es');
});

// A phone that has put a tab away requests its address again, and so does the language link: with GET, even where the
// page was the answer to a form.
test('the page of a mistake has a language link and an address that lead somewhere', async () => {
  const open = (await classes(demo.base)).find((c) => c.state === 'open');
  const asked = { method: 'POST', redirect: 'manual', headers: { origin: demo.base }, body: new URLSearchParams({ email: 'a@example.org' }) };
  const sent = (await fetch(`${demo.base}/sign-in`, asked)).headers.get('location');
  for (const start of ['/enroll', '/sign-in', sent, sent.replace('/sign-in/', '/enroll/'), `/classes/${open.key}/sign-up`]) {
    const page = await visitor(browser, demo.base);
    await page.goto(start);
    assert.equal(await press(page, SUBMIT), 422, start);
    const again = await visitor(browser, demo.base);
    assert.equal((await again.goto(page.url())).status(), 200, `${path(page)}, asked for again`);
    assert.equal(await press(page, 'header form.language button'), 422, `the same mistake, in the other language: ${path(page)}`);
    assert.equal(await language(page), 'es');
  }
});

test('every page on the way was right for everybody', () => {
  assert.deepEqual(look.problems, []);
});
