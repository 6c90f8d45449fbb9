// The office at work: people, roles, the log, and a term that is built and published. Without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';

let demo, browser, look, dana, ruth;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  look = await Looker.open(browser, demo.base, 'office');
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

test('the office begins with what is to do, and finds everything from there', async () => {
  await look.at(dana, 'home');
  await dana.locator('main input[name=q]').fill('okafor');
  await dana.keyboard.press('Enter');
  await dana.waitForURL(/search/);
  assert.match(await text(dana), /Tom Okafor/);
  await look.at(dana, 'search');
  await dana.goto('/staff/people?state=enrolled');
  await look.at(dana, 'people');
  await ruth.goto('/staff/people?state=certified');
  await look.at(ruth, 'people-wide');
  await dana.goto('/staff/people?q=okafor');
  await press(dana, 'main table a');
  assert.match(await text(dana), /What happened/);
  await look.at(dana, 'person');
  await press(dana, 'main a[href$="/edit"]');
  await look.at(dana, 'person-edit');
});

test('looking as somebody else changes nothing and says so', async () => {
  await dana.goto('/staff/people?q=nadia');
  await press(dana, 'main table a');
  await dana.locator('summary', { hasText: 'See what they see' }).click();
  await dana.locator('textarea[name=reason]').fill('She called about her hours.');
  await press(dana, buttonTo(dana, `${path(dana)}/view-as`));
  assert.equal(path(dana), '/me');
  await look.at(dana, 'view-as');
  await dana.goto('/me/profile');
  assert.equal(await press(dana, buttonTo(dana, '/me/profile')), 403);
  await look.at(dana, 'view-as-refused');
  await press(dana, 'form[action="/view-as/end"] button');
  assert.equal(path(dana), '/staff');
});

test('an authenticator app is set up with the keyboard alone', async () => {
  await dana.goto('/me/sign-ins');
  await look.at(dana, 'sign-ins');
  await press(dana, 'main a[href="/prove/set-up"]');
  await look.at(dana, 'set-up');
  await dana.locator('main input[name=code]').fill('000000');
  await dana.keyboard.press('Enter');
  await dana.waitForSelector('.errors');
  await look.at(dana, 'set-up-wrong');
});

test('roles and the log are the administrator’s', async () => {
  await dana.goto('/staff/roles');
  await look.at(dana, 'roles');
  await press(dana, 'main form[action="/staff/roles"] button');
  await look.at(dana, 'roles-wrong');
  assert.ok((await dana.locator('.errors li').count()) >= 1);
  await dana.goto('/staff/log?verb=person');
  await look.at(dana, 'log');
  await dana.goto('/staff/log/check');
  await dana.waitForSelector('text=The log is whole', { timeout: 15_000 });
  await look.at(dana, 'log-check');
  assert.equal((await ruth.goto('/staff/roles')).status(), 404);
});

test('a member file is looked at before it is kept', async () => {
  await ruth.goto('/staff/members');
  await look.at(ruth, 'members');
  const rows = ['number,name,email,local,category'];
  for (let n = 0; n < 50; n += 1) rows.push(`X${n},Sample Person${n},x${n}@example.org,harborfield-ta,teacher`);
  await ruth.locator('input[type=file]').setInputFiles({
    name: 'members.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`),
  });
  await press(ruth, 'main form[action="/staff/members"] button');
  await ruth.waitForSelector('text=looked at, nothing is kept yet', { timeout: 15_000 });
  assert.match(await text(ruth), /A second person has to agree/);
  await look.at(ruth, 'members-quarantine');
  await ruth.goto('/staff/people/duplicates');
  await look.at(ruth, 'duplicates');
});

test('a term is built from a course to a published class', async () => {
  await dana.goto('/staff/catalogue');
  await look.at(dana, 'catalogue');
  await press(dana, 'main a[href="/staff/catalogue/rooms"]');
  await press(dana, 'main a[href="/staff/catalogue/rooms/new"]');
  await dana.locator('select[name=venue]').selectOption('holyoke-office');
  await dana.locator('main input[name=name]').fill('Room 7');
  await dana.locator('main input[name=seats]').fill('many');
  assert.equal(await press(dana, buttonTo(dana, '/staff/catalogue/rooms')), 422);
  await look.at(dana, 'room-wrong');
  await dana.locator('main input[name=seats]').fill('30');
  assert.equal(await press(dana, buttonTo(dana, '/staff/catalogue/rooms')), 200);
  await look.at(dana, 'rooms');
  await dana.goto('/staff/classes/new');
  await look.at(dana, 'class-new');
  await dana.locator('select[name=course]').selectOption('spc-304');
  await dana.locator('textarea[name=sessions]').fill('2099-03-07 09:00-12:00');
  await dana.locator('select[name=venue]').selectOption('holyoke-office');
  await dana.locator('main input[name=room]').fill('TBD');
  await dana.locator('main input[name=trainers]').fill('Owen Pike');
  await dana.locator('main input[name=trainer_emails]').fill('owen.pike@example.org');
  assert.equal(await press(dana, buttonTo(dana, '/staff/classes/new')), 200);
  assert.match(await text(dana), /stands for something to come/);
  await look.at(dana, 'class-plan-open');
  await press(dana, 'main a[href$="/edit"]');
  await dana.locator('main input[name=room]').fill('Room 7');
  await press(dana, 'main form button[type=submit]');
  assert.match(await text(dana), /The checklist is done/);
  await look.at(dana, 'class-plan');
  await press(dana, 'main form[action$="/publish"] button');
  assert.match(await text(dana), /Published\. Members see it now/);
  await dana.goto('/staff/timetable?week=2099-03-07');
  assert.match(await text(dana), /School and Municipal Finances/);
  await look.at(dana, 'timetable');
});

test('a term is copied as drafts', async () => {
  const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  await ruth.goto('/staff/drafts');
  await dana.goto('/staff/terms/copy');
  await look.at(dana, 'copy');
  await dana.locator('main input[name=from]').fill(day(0));
  await dana.locator('main input[name=to]').fill(day(60));
  await dana.locator('main input[name=first]').fill(day(364));
  assert.equal(await press(dana, buttonTo(dana, '/staff/terms/copy')), 200);
  await look.at(dana, 'copy-check');
  await press(dana, buttonTo(dana, '/staff/terms/copy'));
  assert.equal(path(dana), '/staff/drafts');
  await look.at(dana, 'drafts');
});

test('reports are pictures with the same figures as tables', async () => {
  await ruth.goto('/staff/reports');
  assert.ok((await ruth.locator('svg.chart').count()) >= 4);
  assert.equal(await ruth.locator('svg.chart').count(), await ruth.locator('section table').count());
  await look.at(ruth, 'reports');
  await dana.goto('/staff/reports');
  await look.at(dana, 'reports-phone');
  await dana.goto('/es/staff/reports');
  await look.at(dana, 'reports-es');
});

test('a message is counted, looked at in each language, and tried before it goes', async () => {
  await dana.goto('/staff/messages');
  await look.at(dana, 'messages');
  await press(dana, 'main a[href="/staff/messages/new"]');
  await dana.locator('select[name=stage]').selectOption('one-class');
  await press(dana, dana.locator('button', { hasText: 'Count them' }));
  assert.match(await text(dana), /\d+ (person|people)/);
  await dana.locator('main input[name=subject-en]').fill('One class to go, {nobody}');
  await dana.locator('textarea[name=body-en]').fill('You have {hours} hours. {left} are left.');
  assert.equal(await press(dana, dana.locator('button', { hasText: 'Look at it' })), 422);
  assert.equal(await dana.locator('select[name=stage]').inputValue(), 'one-class', 'nothing chosen is lost');
  await look.at(dana, 'message-wrong');
  await dana.locator('main input[name=subject-en]').fill('One class to go, {name}');
  await dana.locator('main input[name=subject-es]').fill('Le falta una clase');
  await dana.locator('textarea[name=body-es]').fill('Tiene {hours} horas.');
  await press(dana, dana.locator('button', { hasText: 'Look at it' }));
  await look.at(dana, 'message');
  await press(dana, 'main form[action$="/test"] button');
  assert.match(await text(dana), /A test is on its way/);
  await press(dana, 'main form[action$="/send"] button');
  await look.at(dana, 'message-scheduled');
  await press(dana, 'main form[action$="/stop"] button');
  assert.match(await text(dana), /Stopped/);
});

test('a local president sees the team against its aims', async () => {
  const beth = await visitor(browser, demo.base);
  await enter(beth, demo.links.president);
  await beth.goto('/local/team');
  await look.at(beth, 'board-at-first');
  await beth.locator('summary', { hasText: 'Set what the team should know' }).click();
  await beth.locator('main input[name=contract]').fill('2099-06-30');
  await beth.locator('select[name=what1]').selectOption({ index: 1 });
  await beth.locator('main input[name=people1]').fill('two');
  assert.equal(await press(beth, buttonTo(beth, '/local/team')), 422);
  await look.at(beth, 'board-wrong');
  await beth.locator('main input[name=people1]').fill('2');
  assert.equal(await press(beth, buttonTo(beth, '/local/team')), 200);
  await beth.locator('summary', { hasText: 'Add people' }).click();
  await beth.locator('main textarea[name=people]').fill('Joan Mercer <joan.mercer@example.org>');
  await press(beth, buttonTo(beth, '/local/team/people'));
  assert.match(await text(beth), /did not agree to be seen yet/);
  await look.at(beth, 'board');
  await beth.goto('/local/requests');
  await look.at(beth, 'requests');
});

test('every page here is sound', () => {
  assert.deepEqual(look.problems, []);
});
