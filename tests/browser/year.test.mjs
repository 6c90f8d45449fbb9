// The office's year, end to end: a class is built and published, a meeting is held, its report comes as a file, names
// that do not match are resolved, hours are given and corrected, a certificate is awarded, reported, and taken back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, classes, enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { Mailbox } from './mailbox.mjs';

let demo, browser, mailbox, look, dana, ruth, file, sheet, number;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'year');
  dana = await visitor(browser, demo.base);
  ruth = await visitor(browser, demo.base, { viewport: { width: 1280, height: 900 } });
  await enter(dana, demo.links.staff);
  await enter(ruth, demo.links.registrar);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const text = (page) => page.locator('main').textContent();
const hours = async (page) => (await page.locator('main tbody td.num').allTextContents()).map(Number);

test('a class is built, checked and published', async () => {
  await dana.goto('/staff/classes/new');
  await dana.locator('select[name=course]').selectOption('spc-301');
  await dana.locator('textarea[name=sessions]').fill('2099-03-14 09:00-12:00');
  await dana.locator('select[name=venue]').selectOption('holyoke-office');
  await dana.locator('main input[name=room]').fill('Large room');
  await dana.locator('main input[name=trainers]').fill('Owen Pike');
  await dana.locator('main input[name=trainer_emails]').fill('owen.pike@example.org');
  assert.equal(await press(dana, buttonTo(dana, '/staff/classes/new')), 200);
  await press(dana, 'main form[action$="/publish"] button');
  assert.match(await text(dana), /Published\. Members see it now/);
  const built = (await classes(demo.base)).find((c) => c.sessions[0].starts.startsWith('2099-03-14'));
  assert.ok(built, 'members find it among the classes');
  const member = await visitor(browser, demo.base);
  assert.equal((await member.goto(`/classes/${built.key}`)).status(), 200);
});

test('a report that is no table is refused, and nothing typed is lost', async () => {
  await dana.goto('/staff/attendance');
  await look.at(dana, 'attendance');
  await press(dana, 'main a[href="/staff/attendance/files"]');
  await look.at(dana, 'files');
  await dana.locator('main input[name=kind][value=presence]').check();
  await dana.locator('main input[name=name]').fill('Saturday list');
  await dana.locator('input[type=file]').setInputFiles({ name: 'list.xlsx', mimeType: 'text/csv', buffer: Buffer.from('PK\u0003\u0004') });
  assert.equal(await press(dana, buttonTo(dana, '/staff/attendance/files')), 422);
  assert.equal(await dana.locator('main input[name=name]').inputValue(), 'Saturday list');
  await look.at(dana, 'files-wrong');
});

test('the report of the meeting shows what it would do, and asks what only the office knows', async () => {
  await press(dana, dana.locator('main ul a', { hasText: 'Meeting of the online class' }));
  file = path(dana);
  assert.match(await text(dana), /Ran the meeting, not counted: Dana Kowalski/);
  assert.match(await text(dana), /teaches this class: not counted/);
  await look.at(dana, 'file');
  await ruth.goto(file);
  await look.at(ruth, 'file-wide');
  const names = dana.locator('main form[action$="/decide"] fieldset');
  assert.equal(await names.count(), 4, 'two without an address, a telephone, and somebody unknown');
  const same = names.filter({ has: dana.locator('input[type=radio]:checked') });
  assert.equal(await same.count(), 1, 'the one with a name of the roster is proposed, nobody is taken for granted');
  // the tablet is on the roster under a longer name; the telephone is nobody; Robin is new
  await names.filter({ hasText: 'iPad' }).locator('input[type=radio]').first().check();
  await names.filter({ hasText: 'looks like a telephone' }).locator('input[value=out]').check();
  const robin = names.filter({ hasText: 'Robin Sample' });
  await robin.locator('input[value=email]').check();
  await robin.locator('input[type=email]').fill('robin at home');
  assert.equal(await press(dana, buttonTo(dana, `${file}/decide`)), 422);
  assert.equal(await robin.locator('input[type=email]').inputValue(), 'robin at home');
  assert.equal(await names.count(), 1, 'what could be understood is noted');
  await look.at(dana, 'file-wrong');
  await robin.locator('input[type=email]').fill('robin.sample@example.org');
  await press(dana, buttonTo(dana, `${file}/decide`));
  assert.equal(await names.count(), 0);
  assert.match(await text(dana), /Robin Sample.*gets a record.*is added to the roster/s);
  await look.at(dana, 'file-decided');
});

test('it is kept, and what the roster says is approved', async () => {
  await press(dana, buttonTo(dana, `${file}/keep`));
  assert.match(await text(dana), /Saved\. The rosters say it now/);
  await look.at(dana, 'file-kept');
  await press(dana, 'main ul a[href^="/staff/attendance/"]');
  sheet = path(dana);
  const key = sheet.split('/').pop();
  // one more is on the paper list that went round the room
  await dana.goto(`/teach/${key}/paper`);
  await look.at(dana, 'paper');
  await dana.waitForFunction(() => document.activeElement.id === 'name');
  await dana.keyboard.type('nobody of this name');
  await dana.keyboard.press('Enter');
  await dana.waitForSelector('.err');
  await look.at(dana, 'paper-wrong');
  const missing = await dana.evaluate(async (at) => {
    const page = new DOMParser().parseFromString(await (await fetch(at)).text(), 'text/html');
    return [...page.querySelectorAll('.person')].filter((p) => !p.querySelector('input[type=checkbox]').checked)
      .map((p) => p.querySelector('strong').textContent);
  }, `/teach/${key}`);
  assert.ok(missing.length > 0, 'somebody was not in the report');
  await dana.goto(`/teach/${key}/paper`);
  await dana.waitForFunction(() => document.activeElement.id === 'name');
  await dana.keyboard.type(missing[0].toLowerCase());
  await dana.keyboard.press('Enter');
  await dana.waitForURL(/did=/);
  assert.match(await text(dana), new RegExp(`${missing[0]} is marked as here`));
  assert.equal(await dana.evaluate(() => document.activeElement.id), 'name', 'the next name can be typed at once');
  await look.at(dana, 'paper-done');
  await dana.goto(`/teach/${key}/close`);
  await press(dana, buttonTo(dana, `/teach/${key}/close`));
  assert.equal(path(dana), sheet);
  const partial = dana.locator('main details', { has: dana.locator(`form[action="${sheet}/decide"]`) });
  assert.equal(await partial.count(), 1, 'one was there for half of it');
  await press(dana, buttonTo(dana, `${sheet}/approve`));
  // what stays open is named, and the others need not wait
  assert.match(await text(dana), /1 session is not decided/);
  await look.at(dana, 'approve-undecided');
  await press(dana, buttonTo(dana, `${sheet}/approve`));
  await press(dana, buttonTo(dana, `${sheet}/approve`));
  assert.match(await text(dana), /Approved, and 1 session is not decided/);
  await look.at(dana, 'sheet');
});

test('a decision on hours that were given shows its effect before it is made', async () => {
  const before = await hours(dana);
  const partial = dana.locator('main details', { has: dana.locator(`form[action="${sheet}/decide"]`) }).first();
  if ((await partial.getAttribute('open')) === null) await partial.locator('summary').click();
  await partial.locator('input[value=prorate]').check();
  await partial.locator('textarea[name=reason]').fill('Her line broke.');
  await press(dana, partial.locator('button'));
  assert.match(await text(dana), /What this correction changes/);
  assert.deepEqual(await hours(dana), [0, 0.75]);
  await look.at(dana, 'correction');
  await press(dana, buttonTo(dana, `${sheet}/decide`));
  const after = await hours(dana);
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  assert.equal(sum(after) - sum(before), 0.75);
});

test('the whole file can be taken back', async () => {
  await dana.goto(file);
  await dana.locator('summary', { hasText: 'Take back the whole file' }).click();
  await press(dana, buttonTo(dana, `${file}/undo`));
  await look.at(dana, 'undo-wrong');
  await dana.locator('main input[name=reason]').fill('The report was of another evening.');
  await press(dana, buttonTo(dana, `${file}/undo`));
  assert.match(await text(dana), /taken back/i);
  await look.at(dana, 'undone');
  await dana.goto(sheet);
  assert.deepEqual([...new Set(await hours(dana))].sort(), [0, 1.5], 'who was typed in from the paper stays');
});

test('a certificate is awarded, counted in the reports, and taken back by two people', async () => {
  await dana.goto('/staff/reports');
  const issued = async (page) => {
    await page.goto('/staff');
    return Number(await page.locator('main li.card', { hasText: 'certificates' }).locator('p.big').textContent());
  };
  const before = await issued(dana);
  await dana.goto('/staff/certificates');
  const ready = dana.locator('main li.card', { has: dana.locator('input[name=person]:not([disabled])') });
  for (let n = 1; n < (await ready.count()); n += 1) await ready.nth(n).locator('input').uncheck();
  await ready.first().locator('input').check();
  const name = await ready.first().locator('strong').textContent();
  await press(dana, buttonTo(dana, '/staff/certificates/check'));
  await press(dana, buttonTo(dana, '/staff/certificates/award'));
  await dana.locator('main .note.ok').waitFor();
  number = (await mailbox.next(`${name} <`, /\/verify\//)).text.match(/\/verify\/([0-9A-Z-]+)/)[1];
  assert.equal(await issued(dana), before + 1);
  const at = `/staff/certificates/${number}`;
  await dana.goto(at);
  await dana.locator('main input[name=category][value=mistake]').check();
  await dana.locator('textarea[name=reason]').fill('The hours were of another person.');
  await press(dana, buttonTo(dana, `${at}/revoke`));
  await ruth.goto('/staff/revocations');
  await press(ruth, ruth.locator('main form button').first());
  const stranger = await visitor(browser, demo.base);
  await stranger.goto(`/verify/${number}`);
  assert.match(await text(stranger), /not valid/);
  assert.equal(await issued(dana), before);
});

test('every page on the way was right for everybody', () => {
  assert.deepEqual(look.problems, []);
});
