// Every public page, in both languages, on a phone, on a desk and in the dark: for eyes, ears and keyboards.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, classes, openBrowser, path, PHONE, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { screenshot, sideways, violations } from './look.mjs';

const DESK = { width: 1280, height: 900 };
const LANGUAGES = [['en', ''], ['es', '/es']];

/** Name, path, status. A class has an address of its own in every demo; the rest stays. */
const PAGES = [
  ['home', '/'],
  ['requirements', '/requirements'],
  ['events', '/events'],
  ['classes', '/classes'],
  ['class', undefined],
  ['event', '/events/winter-union-skills'],
  ['venue', '/venues/boston-hotel'],
  ['enroll', '/enroll'],
  ['sign-in', '/sign-in'],
  ['verify', '/verify'],
  // all zeros is well-formed and never issued: its check character fits
  ['verify-unknown', '/verify/2222-2222', 404],
  ['faq', '/faq'],
  ['contact', '/contact'],
  ['privacy', '/privacy'],
  ['accessibility', '/accessibility'],
  ['opportunities', '/opportunities'],
  ['topic', '/topics/contract-language-lab'],
  ['not-found', '/no-such-page', 404],
];

let demo, browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  const all = await classes(demo.base);
  PAGES.find(([name]) => name === 'class')[1] = new URL(all.find((c) => c.state === 'open' && !c.online).address).pathname;
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The element that has the focus, in one word. */
const focused = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    return e.id || e.name || e.className || e.tagName;
  });

/** Everything that is asked of a public page. Loaded once: the same document is then made wide, and dark. */
async function check(page, language, name, status, wrong) {
  const note = (what) => wrong.push(`${language} ${name}: ${what}`);
  const expect = (ok, what) => ok || note(what);
  expect(status.is === status.wanted, `answers ${status.is}, not ${status.wanted}`);
  const headings = await page.locator('h1').count();
  expect(headings === 1, `${headings} headings of the first level`);
  const lang = await page.locator('html').getAttribute('lang');
  expect(lang === language, `lang is ${lang}`);

  await page.keyboard.press('Tab');
  expect((await focused(page)) === 'skip', `the first stop is ${await focused(page)}, not the skip link`);
  await page.keyboard.press('Enter');
  expect((await focused(page)) === 'main', `the skip link leads to ${await focused(page)}`);
  await page.evaluate(() => document.activeElement.blur());

  await page.setViewportSize({ width: 320, height: 640 });
  const over = await sideways(page);
  expect(over <= 0, `scrolls sideways by ${over} px at 320 px`);

  for (const [view, size, colorScheme] of [['phone', PHONE, 'light'], ['desk', DESK, 'light'], ['dark', DESK, 'dark']]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    for (const line of await violations(page)) note(`${view}: ${line}`);
    await screenshot(page, `public-${name}-${language}-${view}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
}

for (const [language, prefix] of LANGUAGES) {
  test(`every public page is right for everybody in ${language}`, async () => {
    const page = await visitor(browser, demo.base, { javaScriptEnabled: true, bypassCSP: true });
    const wrong = [];
    const foreign = new Set();
    page.context().on('request', (r) => new URL(r.url()).origin === demo.base || foreign.add(r.url()));
    for (const [name, address, wanted = 200] of PAGES) {
      const answer = await page.goto(prefix + address);
      await check(page, language, name, { is: answer.status(), wanted }, wrong);
    }
    assert.deepEqual([...foreign], [], 'nothing is fetched from elsewhere');
    assert.deepEqual(await page.context().cookies(), [], 'a stranger gets no cookie');
    assert.deepEqual(wrong, []);
  });
}

test('the language link leads to the same page and back', async () => {
  const page = await visitor(browser, demo.base);
  for (const [, address] of PAGES.filter(([, , status]) => !status)) {
    await page.goto(address);
    await press(page, 'header a[hreflang=es]');
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
    assert.equal(path(page), address === '/' ? '/es/' : `/es${address}`);
    await press(page, 'header a[hreflang=en]');
    assert.equal(path(page), address);
  }
});

/** Goes on with Tab until something has the focus, and checks at every stop whether the focus can be seen there. */
async function tabTo(page, wanted) {
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab');
    const [name, style, width] = await page.evaluate(() => {
      const e = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(e);
      return [e.name || e.type || e.className || e.tagName, outlineStyle, outlineWidth];
    });
    assert.notEqual(style, 'none', `the focus is seen on ${name}`);
    assert.notEqual(width, '0px', `the focus is seen on ${name}`);
    if (name === wanted) return;
  }
  assert.fail(`${wanted} is not reached by Tab`);
}

test('enrolling needs nothing but a keyboard', async () => {
  const page = await visitor(browser, demo.base, { javaScriptEnabled: true });
  const complaints = [];
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  await page.goto('/enroll');
  await tabTo(page, 'name');
  await page.keyboard.type('Kim Kelly');
  await page.keyboard.press('Enter');
  await page.waitForLoadState('load');
  await page.locator('#errors').waitFor();
  assert.equal(await focused(page), 'errors', 'the summary of what is wrong has the focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'email', 'its first link leads to the first wrong field');

  await page.keyboard.type('kim.kelly@example.org');
  await tabTo(page, 'local');
  await page.keyboard.type('northmere educators union');
  await tabTo(page, 'work');
  await page.keyboard.press('Space');
  await tabTo(page, 'language');
  await tabTo(page, 'submit');
  await Promise.all([page.waitForURL('**/enroll/sent**'), page.keyboard.press('Enter')]);
  assert.equal(await page.locator('main input[name=code]').count(), 1);
  // The browser reports the answer 422 as an error too; anything else breaks a rule of the page's own policy.
  assert.deepEqual(complaints.filter((c) => !c.includes('422')), []);
});

test('the filters are open when one is set, and fit a small phone', async () => {
  const page = await visitor(browser, demo.base, { viewport: { width: 320, height: 640 } });
  await page.goto('/classes?part=specialized&online=1');
  await page.locator('details.filters').waitFor();
  assert.ok((await sideways(page)) <= 0);
  assert.equal(await buttonTo(page, '/classes').isVisible(), true);
});
