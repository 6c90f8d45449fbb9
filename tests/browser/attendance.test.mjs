// After class, on a phone without scripts: attendance, approval, hours, and a certificate that a stranger can check.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { buttonTo, classes, enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { codeIn, Mailbox } from './mailbox.mjs';

/** The demo leaves the roster of this class open. */
const OPEN_ROSTER = 'Getting a Raise Funded';

let demo, browser, look, mailbox, owen, dana;
const found = {};

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'attendance');
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('the trainer takes attendance', async () => {
  owen = await visitor(browser, demo.base);
  await enter(owen, demo.links.trainer);
  assert.equal(path(owen), '/teach');
  await look.at(owen, 'teach');
  await press(owen, owen.locator('main .card a', { hasText: OPEN_ROSTER }));
  found.roster = path(owen).split('/').at(-1);
  await look.at(owen, 'roster');
  const boxes = owen.locator('main .person input[type=checkbox]');
  const people = await boxes.count();
  assert.ok(people >= 3, 'there are people to tick');
  for (let n = 0; n < people - 1; n += 1) await boxes.nth(n).check();
  // One of them came late: the minutes are behind a fold.
  const first = owen.locator('main .person').first();
  found.came = await first.locator('strong').textContent();
  await first.locator('summary').click();
  await first.locator('input[name^="late-"]').fill('5');
  assert.equal(await press(owen, `form[action="/teach/${found.roster}"] button:not([name])`), 200);
  await look.at(owen, 'roster-saved');
  assert.equal(await owen.locator('main .person input:checked').count(), people - 1);
  assert.equal(await owen.locator('main .person input[name^="late-"]').first().inputValue(), '5');

  await owen.locator('details.card summary').click();
  await owen.locator('main input[name=name]').fill('Walter Drop-In');
  await owen.locator('main input[name=email]').fill('walter@example.org');
  assert.equal(await press(owen, `main button[formaction="/teach/${found.roster}/walk-in"]`), 200);
  const walter = owen.locator('main .person', { hasText: 'Walter Drop-In' });
  assert.ok(await walter.locator('input[type=checkbox]').isChecked(), 'who walks in is here');
  await look.at(owen, 'roster-walk-in');

  await press(owen, `form[action="/teach/${found.roster}"] button[value=close]`);
  assert.equal(path(owen), `/teach/${found.roster}/close`);
  assert.equal(await owen.locator('main ul li').count(), 1, 'who was not seen is named');
  await look.at(owen, 'roster-check');
  assert.equal(await press(owen, buttonTo(owen, `/teach/${found.roster}/close`)), 200);
  assert.equal(path(owen), '/teach');
  await press(owen, `main a[href="/teach/${found.roster}"]`);
  assert.ok(await owen.locator('main .person input').first().isDisabled(), 'a closed roster stays as it is');
  await look.at(owen, 'roster-closed');
});

test('the office approves it, and hours are given', async () => {
  dana = await visitor(browser, demo.base);
  await enter(dana, demo.links.staff);
  assert.equal(path(dana), '/staff');
  await look.at(dana, 'staff');
  await press(dana, 'main a[href="/staff/attendance"]');
  await look.at(dana, 'staff-attendance');
  await press(dana, `main a[href="/staff/attendance/${found.roster}"]`);
  await look.at(dana, 'sheet');
  assert.equal(await press(dana, buttonTo(dana, `/staff/attendance/${found.roster}/approve`)), 200);
  // who will be told is shown first
  await look.at(dana, 'approve-check');
  assert.equal(await press(dana, buttonTo(dana, `/staff/attendance/${found.roster}/approve`)), 200);
  assert.match(dana.url(), /said=approved/);
  await look.at(dana, 'sheet-approved');
  const hours = await dana.locator('main tbody td.num').allTextContents();
  assert.deepEqual(new Set(hours), new Set(['1.5', '0']), 'who was here gets the hours, who was not gets none');
  const credited = await mailbox.next(`${found.came} <`, new RegExp(OPEN_ROSTER));
  assert.match(credited.text, /1\.5/);
  await dana.goto(credited.path);
  await look.at(dana, 'mail-credited');
});

test('the office decides on who left early', async () => {
  await dana.goto('/staff/attendance');
  // the first list is what waits; what was credited is in the second
  await press(dana, dana.locator('main ul a', { hasText: 'Democratized Bargaining' }).first());
  await look.at(dana, 'sheet-undecided');
  const sheet = path(dana);
  const forms = dana.locator(`form[action="${sheet}/decide"]`);
  const open = await forms.count();
  assert.ok(open > 0, 'somebody left early');
  await dana.locator('main details', { has: forms }).first().locator('summary').click();
  assert.equal(await press(dana, forms.first().locator('button')), 422);
  await look.at(dana, 'sheet-decision-wrong');
  for (let left = open; left > 0; left -= 1) {
    const fold = dana.locator('main details', { has: forms }).first();
    if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
    await fold.locator('input[value=prorate]').check();
    await fold.locator('textarea[name=reason]').fill('Called away to a sick child.');
    assert.equal(await press(dana, fold.locator('button')), 200);
    assert.equal(await forms.count(), left - 1);
  }
  await look.at(dana, 'sheet-decided');
  assert.equal(await press(dana, buttonTo(dana, `${sheet}/approve`)), 200);
  if ((await dana.locator('main input[name=agreed]').count()) > 0) await press(dana, buttonTo(dana, `${sheet}/approve`));
  await look.at(dana, 'sheet-decided-approved');
});

test('the office issues a certificate after looking twice', async () => {
  await dana.goto('/staff/certificates');
  await look.at(dana, 'certificates');
  const ready = dana.locator('main li.card', { has: dana.locator('input[name=person]:not([disabled])') });
  assert.ok((await ready.count()) > 0, 'somebody is ready');
  found.name = await ready.first().locator('strong').textContent();
  for (let n = 1; n < (await ready.count()); n += 1) await ready.nth(n).locator('input').uncheck();
  await ready.first().locator('input').check();
  assert.equal(await press(dana, buttonTo(dana, '/staff/certificates/check')), 200);
  await look.at(dana, 'certificates-check');
  assert.deepEqual(await dana.locator('main ul strong').allTextContents(), [found.name]);
  assert.equal(await press(dana, buttonTo(dana, '/staff/certificates/award')), 200);
  // the page of the batch reloads by itself until the work is done
  await dana.locator('main .note.ok').waitFor();
  assert.match(await dana.locator('main .note.ok').innerText(), /1 certificate is issued/);
  await look.at(dana, 'certificates-issued');
});

test('the member gets it, and a stranger checks it', async () => {
  const mail = await mailbox.next(`${found.name} <`, /\/verify\//);
  const email = mail.address;
  const member = await visitor(browser, demo.base, { acceptDownloads: true });
  await member.goto(mail.path);
  await look.at(member, 'mail-awarded');
  await member.goto('/sign-in');
  await look.at(member, 'sign-in');
  await member.locator('main input[name=email]').fill(email);
  await press(member, buttonTo(member, '/sign-in'));
  await look.at(member, 'sign-in-sent');
  await member.locator('main input[name=code]').fill(codeIn(await mailbox.next(email, /\/go\//)));
  assert.equal(await press(member, buttonTo(member, '/sign-in/code')), 200);
  assert.equal(path(member), '/me');
  await look.at(member, 'me-awarded');
  await press(member, 'main a[href="/me/certificate"]');
  await look.at(member, 'certificate');

  const [download] = await Promise.all([
    member.waitForEvent('download'),
    member.locator('main a[href="/me/certificate.pdf"]').click(),
  ]);
  const pdf = await readFile(await download.path());
  assert.equal(pdf.subarray(0, 4).toString('latin1'), '%PDF');
  const verify = await member.locator('main a[href^="/verify/"]').getAttribute('href');
  assert.ok(download.suggestedFilename().includes(verify.split('/').at(-1)), 'the file has the number in its name');

  const stranger = await visitor(browser, demo.base);
  assert.equal((await stranger.goto(verify)).status(), 200);
  assert.equal(await stranger.locator('main .note.ok').count(), 1, 'it is valid');
  assert.equal(await stranger.locator('main dd strong').first().textContent(), found.name);
  await look.at(stranger, 'verify');
});

test('the rest of the office', async () => {
  const coming = (await classes(demo.base)).find((c) => c.state === 'open');
  for (const [name, address] of [
    ['office-class', `/staff/classes/${coming.key}`],
    ['office-import', '/staff/import'],
    ['office-pages', '/staff/pages'],
    ['office-page', '/staff/pages/faq'],
  ]) {
    assert.equal((await dana.goto(address)).status(), 200);
    await look.at(dana, name);
  }
  await dana.goto(`/staff/classes/${coming.key}`);
  assert.equal(await press(dana, buttonTo(dana, `/staff/classes/${coming.key}/cancel`)), 422, 'a reason is needed');
  await look.at(dana, 'office-class-wrong');
  await dana.goto('/staff/import');
  assert.equal(await press(dana, buttonTo(dana, '/staff/import')), 422);
  await look.at(dana, 'office-import-wrong');
  await dana.locator('select[name=kind]').selectOption('locals');
  await dana.locator('main textarea').fill('key,title\nnew-local,New Local Association');
  assert.equal(await press(dana, buttonTo(dana, '/staff/import')), 422, 'a column is missing');
  await look.at(dana, 'office-import-problem');
  assert.equal(await dana.locator('select[name=kind]').inputValue(), 'locals');
  await dana.locator('main textarea').fill('key,name,region\nnew-local,New Local Association,Central');
  assert.equal(await press(dana, buttonTo(dana, '/staff/import')), 200);
  await look.at(dana, 'office-import-preview');
});

test('every page on the way was right for everybody', () => {
  assert.deepEqual(look.problems, []);
});
