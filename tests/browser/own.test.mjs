// What people do about themselves: a copy of their data, another address; and a host with a site. On a phone, and without
// scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';

let demo, browser, look, tom, host;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  look = await Looker.open(browser, demo.base, 'own');
  tom = await visitor(browser, demo.base);
  host = await visitor(browser, demo.base);
  await enter(tom, demo.links.member);
  await enter(host, demo.links.host);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const text = (page) => page.locator('main').textContent();

test('a member takes a copy of everything about them', async () => {
  await tom.goto('/me/profile');
  await press(tom, 'main a[href="/me/data"]');
  await look.at(tom, 'data');
  const [download] = await Promise.all([
    tom.waitForEvent('download'),
    tom.locator('form[action="/me/data"] button').click(),
  ]);
  assert.match(download.suggestedFilename(), /^data-.*\.zip$/);
});

test('a host sees rooms and counts, and no name before the day', async () => {
  assert.equal(path(host), '/host');
  await look.at(host, 'host');
  await press(host, 'main a[href^="/host/"]');
  assert.match(await text(host), /You see names on the day of the class/);
  await look.at(host, 'host-class');
});

test('a member takes another address', async () => {
  await tom.goto('/me/address');
  await tom.locator('main input[name=email]').fill('nowhere');
  await press(tom, 'form[action="/me/address"] button');
  await look.at(tom, 'address-wrong');
  await tom.locator('main input[name=email]').fill('tom@home.example.org');
  await press(tom, 'form[action="/me/address"] button');
  await look.at(tom, 'address-sent');
  const mail = tom.locator('main li', { hasText: 'tom@home.example.org' }).locator('a').first();
  for (let n = 0; n < 40 && (await mail.count()) === 0; n += 1) {
    await tom.goto('/mailbox');
    await tom.waitForTimeout(500);
  }
  await mail.click();
  await press(tom, 'main a[href^="/address/"]');
  await look.at(tom, 'address-take');
  await press(tom, 'form[action^="/address/"] button');
  assert.match(await text(tom), /Sign in with tom@home\.example\.org/);
  await look.at(tom, 'address-done');
  await tom.goto('/me');
  assert.match(await text(tom), /Sign in/);
});

test('every page that was opened is fit to be read by everybody', () => assert.deepEqual(look.problems, []));
