// After a class: hand-outs for those who came, and three questions. Without scripts, on a phone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';

let demo, browser, look;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  look = await Looker.open(browser, demo.base, 'afterwards');
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('a trainer adds a hand-out, and nothing typed is lost where a file is missing', async () => {
  const owen = await visitor(browser, demo.base);
  await enter(owen, demo.links.trainer);
  await press(owen, 'main ul a[href^="/teach/"] >> nth=-1');
  const at = `${path(owen)}/materials`;
  await owen.goto(at);
  await owen.locator('main input[name=title]').fill('Slides of the day');
  assert.equal(await press(owen, buttonTo(owen, at)), 422);
  assert.equal(await owen.locator('main input[name=title]').inputValue(), 'Slides of the day');
  await look.at(owen, 'materials-wrong');
  await owen.locator('input[type=file]').setInputFiles({
    name: 'slides.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 sample'),
  });
  await press(owen, buttonTo(owen, at));
  assert.match(await owen.locator('main').textContent(), /Slides of the day/);
  await look.at(owen, 'materials');
  await owen.goto(at.replace('materials', 'feedback'));
  await look.at(owen, 'answers');
});

test('who came answers three questions once', async () => {
  const joan = await visitor(browser, demo.base);
  await enter(joan, demo.links.certified);
  await joan.goto('/me/classes');
  const link = await joan.locator('a[href$="/materials"]').first().getAttribute('href');
  await joan.goto(link);
  await look.at(joan, 'hand-outs');
  await press(joan, 'main a[href$="/feedback"]');
  await look.at(joan, 'feedback');
  assert.equal(await press(joan, 'main form button'), 422);
  await look.at(joan, 'feedback-wrong');
  await joan.locator('main input[name=useful][value="5"]').check();
  await joan.locator('main input[name=pace][value=right]').check();
  assert.equal(await press(joan, 'main form button'), 200);
  assert.match(await joan.locator('main').textContent(), /kept without your name/);
  await look.at(joan, 'feedback-given');
});

test('every page here is sound', () => {
  assert.deepEqual(look.problems, []);
});
