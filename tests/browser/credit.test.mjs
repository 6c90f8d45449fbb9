// Why, what if, and what the office decides: on a phone without scripts, in two languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';

let demo, browser, look, tom, dana;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  look = await Looker.open(browser, demo.base, 'credit');
  tom = await visitor(browser, demo.base);
  await enter(tom, demo.links.member);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('a member reads why, and tries what one more class would do', async () => {
  await press(tom, 'main a[href="/me/why"]');
  await look.at(tom, 'why');
  assert.match(await tom.locator('main').textContent(), /At least 1.5 hours more/);
  assert.match(await tom.locator('main').textContent(), /It fits Democratized Bargaining too/);
  await tom.goto('/es/me/why');
  assert.match(await tom.locator('main').textContent(), /Al menos 1.5 horas más/);
  await look.at(tom, 'why-es');
  await tom.goto('/me/what-if');
  await tom.locator('select[name=add]').selectOption('dem-204');
  assert.equal(await press(tom, 'main form button'), 200);
  assert.match(await tom.locator('#answer').textContent(), /1.5 hours less would be left/);
  await look.at(tom, 'what-if');
  await tom.locator('main input[name=minutes]').fill('many');
  await tom.locator('select[name=class]').selectOption({ index: 1 });
  assert.equal(await press(tom, 'main form button'), 422);
  assert.equal(await tom.locator('select[name=add]').inputValue(), 'dem-204', 'nothing chosen is lost');
  await look.at(tom, 'what-if-wrong');
});

test('a member claims an earlier class with the keyboard alone', async () => {
  await tom.goto('/me/claims');
  await look.at(tom, 'claims');
  await press(tom, buttonTo(tom, '/me/claims'));
  assert.equal(await tom.locator('.errors li').count(), 6, 'every question that was left out is named');
  await look.at(tom, 'claims-wrong');
  await tom.locator('main input[name=origin][value=earlier]').focus();
  await tom.keyboard.press('Space');
  for (const [name, text] of [
    ['title', 'Reading a town budget'],
    ['sponsor', 'Our fall conference'],
    ['hours', '1,5'],
    ['evidence', 'I have the certificate.'],
  ]) {
    await tom.locator(`main [name=${name}]`).focus();
    await tom.keyboard.type(text);
  }
  await tom.locator('main input[name=day]').fill('2019-11-09');
  await tom.locator('main button[type=submit]').focus();
  await tom.keyboard.press('Enter');
  await tom.waitForURL(/said=sent/);
  await look.at(tom, 'claims-sent');
});

test('the office answers the claim', async () => {
  dana = await visitor(browser, demo.base);
  await enter(dana, demo.links.staff);
  await press(dana, 'main a[href="/staff/claims"]');
  await look.at(dana, 'staff-claims');
  await press(dana, dana.locator('main li a', { hasText: 'Reading a town budget' }));
  await look.at(dana, 'staff-claim');
  await dana.locator('select[name=course]').selectOption('spc-304');
  await dana.locator('main input[name=hours]').fill('9');
  await dana.locator('textarea[name=text]').fill('Thank you, we found you on the old list.');
  assert.equal(await press(dana, 'main form button'), 422);
  assert.equal(await dana.locator('textarea[name=text]').inputValue(), 'Thank you, we found you on the old list.');
  await look.at(dana, 'staff-claim-wrong');
  await dana.locator('main input[name=hours]').fill('1.5');
  assert.equal(await press(dana, 'main form button'), 200);
  assert.equal(path(dana), '/staff/claims');
  await tom.goto('/me/claims');
  assert.match(await tom.locator('main').textContent(), /Accepted: 1.5 hours count/);
});

test('a waiver waits for somebody else, and a placement does not', async () => {
  await dana.goto('/staff/decisions');
  await look.at(dana, 'staff-decisions');
  await press(dana, dana.locator('main li a', { hasText: 'Priya Raman' }));
  await look.at(dana, 'person-decisions');
  assert.match(await dana.locator('main').textContent(), /Somebody else must agree/);
  await dana.locator('select[name=kind]').selectOption('grant-minutes');
  await dana.locator('main input[name=amount]').fill('4');
  await dana.locator('form.stack textarea[name=reason]').last().fill('Led three contracts.');
  assert.equal(await press(dana, 'main form:has(select[name=kind]) button'), 422);
  await look.at(dana, 'person-decisions-wrong');
  await press(dana, 'main a[href$="/why"]');
  await look.at(dana, 'person-why');
  await press(dana, 'main a[href$="/what-if"]');
  await look.at(dana, 'person-what-if');
});

test('a rule and a setting are tried before they count', async () => {
  await dana.goto('/staff/programme');
  await look.at(dana, 'programme');
  const draft = dana.locator('textarea[name=text]');
  const rules = await draft.inputValue();
  await draft.fill(rules.replace('count = 4', 'cuont = 4'));
  assert.equal(await press(dana, 'main form[action="/staff/programme/try"] button'), 422);
  assert.match(await dana.locator('.errors').textContent(), /line \d+.*cuont/);
  await draft.fill(rules.replace('count = 4', 'count = 2').replace('minutes = 1440', 'minutes = 1000'));
  assert.equal(await press(dana, 'main form[action="/staff/programme/try"] button'), 200);
  await look.at(dana, 'programme-tried');
  await dana.goto('/staff/policy');
  await look.at(dana, 'policy');
  await dana.locator('select[name=knob]').selectOption('claim-cap-minutes');
  await dana.locator('main input[name=value]').fill('1');
  await dana.locator('main input[name=day]').fill('2099-01-01');
  await dana.locator('textarea[name=reason]').fill('The board voted.');
  assert.equal(await press(dana, 'main form button'), 200);
  assert.match(await dana.locator('main').textContent(), /1 person is over the new limit/);
  await look.at(dana, 'policy-check');
  assert.equal(await press(dana, buttonTo(dana, '/staff/policy/save')), 200);
  assert.match(await dana.locator('main').textContent(), /The board voted/);
  await look.at(dana, 'policy-saved');
});

test('when somebody was in a session can be told stretch by stretch', async () => {
  await dana.goto('/staff/attendance');
  await press(dana, 'main ul a[href^="/staff/attendance/"]');
  await press(dana, 'main a[href*="/times?"]');
  await look.at(dana, 'times');
  await dana.locator('main input[name=times]').fill('0-9999');
  await press(dana, 'main form button');
  await look.at(dana, 'times-wrong');
  assert.equal(await dana.locator('main input[name=times]').inputValue(), '0-9999');
});

test('nothing that was looked at is wrong', () => {
  assert.deepEqual(look.problems, []);
});
