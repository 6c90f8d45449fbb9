// What can be done with a seat, and what the office and a local president do with seats: every page looked at, at
// phone width and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, classes, enter, newMember, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { Mailbox } from './mailbox.mjs';

const LOCAL = 'Northmere Educators Union';
const DEE = { name: 'Dee Walsh', email: 'dee.walsh@example.org', local: LOCAL };
const EVA = { name: 'Eva Nunes', email: 'eva.nunes@example.org', local: LOCAL };

let demo, browser, look, mailbox, dee, eva, beth, dana;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'seats');
  [dee, eva] = await Promise.all([DEE, EVA].map((who) => newMember(browser, demo.base, mailbox, who)));
  [beth, dana] = await Promise.all(
    [demo.links.president, demo.links.staff].map(async (link) => {
      const page = await visitor(browser, demo.base);
      await enter(page, link);
      return page;
    }),
  );
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const named = async (start) => (await classes(demo.base)).find((c) => c.title.startsWith(start) && c.state !== 'cancelled');
const page = (c) => new URL(c.address).pathname;

test('a class at two places asks where, and shows the seats of each', async () => {
  const both = await named('Democratized half-day A');
  await dee.goto(page(both));
  await look.at(dee, 'two-sites');
  const forms = dee.locator(`main form[action="/classes/${both.key}/sign-up"]`);
  assert.equal(await forms.count(), 2);
  assert.equal(await press(dee, forms.nth(1).locator('button')), 200);
  assert.match(await dee.locator('main').innerText(), /online/i);
  await look.at(dee, 'second-site');
});

test('a class for some kinds of work offers no button to others, and says why', async () => {
  const esp = (await classes(demo.base)).find((c) => c.title.startsWith('Education Support') && /Auburn/.test(JSON.stringify(c)));
  assert.ok(esp, 'the demo has a class for ESPs only');
  await dee.goto(page(esp));
  await look.at(dee, 'for-some');
  assert.match(await dee.locator('main').innerText(), /By your profile this class is for others/);
  const form = `/classes/${esp.key}/sign-up`;
  assert.equal(await dee.locator(`form[action="${form}"]`).count(), 0, 'no button for what would be refused');
  // anyone who sends the form all the same is told why
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await dee.request.post(form, { form: {}, headers, maxRedirects: 0 });
  assert.equal(answer.status(), 409);
  assert.match(await answer.text(), /profile/i);
});

test('who waits can have the seat taken without being asked', async () => {
  const full = (await classes(demo.base)).find((c) => c.state === 'full' && c.waiting > 0);
  await eva.goto(page(full));
  await press(eva, buttonTo(eva, `/classes/${full.key}/sign-up`));
  const toggle = `/me/classes/${full.key}/auto`;
  assert.equal(await press(eva, buttonTo(eva, toggle)), 200);
  await look.at(eva, 'without-asking');
  assert.equal(await press(eva, buttonTo(eva, toggle)), 200, 'and back');
});

test('a colleague is asked, and a wrong address keeps what was typed', async () => {
  const [one] = (await classes(demo.base)).filter((c) => c.state === 'open' && c.seats_left > 20).slice(-4);
  await eva.goto(page(one));
  await press(eva, buttonTo(eva, `/classes/${one.key}/sign-up`));
  assert.equal(path(eva), `/me/classes/${one.key}`);
  await look.at(eva, 'my-seat');
  await press(eva, `main a[href="/me/classes/${one.key}/stand-in"]`);
  await look.at(eva, 'colleague');
  const ask = buttonTo(eva, `/me/classes/${one.key}/stand-in`);
  await eva.locator('main input[name=name]').fill('Gia Russo');
  await eva.locator('main input[name=email]').fill('not an address');
  assert.equal(await press(eva, ask), 422);
  assert.equal(await eva.locator('main input[name=name]').inputValue(), 'Gia Russo');
  await look.at(eva, 'colleague-wrong');
  await eva.locator('main input[name=email]').fill('gia.russo@example.org');
  assert.equal(await press(eva, ask), 200);
  await look.at(eva, 'colleague-asked');
  const mail = await mailbox.next('gia.russo@example.org', /\/mail\/take-/);
  const gia = await visitor(browser, demo.base);
  await gia.goto(mail.link('/mail/take-'));
  await look.at(gia, 'colleague-mail');
  assert.equal(await press(gia, gia.locator('main form button').first()), 200);
  await look.at(gia, 'colleague-yes');
});

test('a seat can be moved to another date from the page that gives it back', async () => {
  const all = await classes(demo.base);
  const open = all.filter((c) => c.state === 'open');
  const twice = open.find((c) => open.some((o) => o.title === c.title && o.key !== c.key));
  if (!twice) return;
  await dee.goto(page(twice));
  await press(dee, buttonTo(dee, `/classes/${twice.key}/sign-up`));
  await dee.goto(`/me/classes/${twice.key}/cancel`);
  await look.at(dee, 'give-back-or-move');
});

test('a topic can be waited for', async () => {
  await dee.goto('/me/wishes');
  await look.at(dee, 'wishes');
  await dee.locator('select[name=near]').selectOption({ index: 1 });
  assert.equal(await press(dee, buttonTo(dee, '/me/wishes')), 200);
  await look.at(dee, 'wishes-made');
  assert.equal(await dee.locator('main form[action$="/end"]').count(), 1);
  await dee.goto('/es/classes');
});

test('a president holds seats, names people, and sees only what they said', async () => {
  await beth.goto('/local');
  await look.at(beth, 'local');
  await press(beth, beth.locator('main a[href^="/local/teams/"]').first());
  await look.at(beth, 'team');
  const one = (await classes(demo.base)).filter((c) => c.state === 'open' && c.seats_left > 20).at(-2);
  await beth.goto(`/local/sign-up/${one.key}`);
  await look.at(beth, 'hold');
  await beth.locator('main input[name=seats]').fill('99');
  assert.equal(await press(beth, buttonTo(beth, `/local/sign-up/${one.key}`)), 422);
  await look.at(beth, 'hold-wrong');
  await beth.locator('main input[name=seats]').fill('3');
  assert.equal(await press(beth, buttonTo(beth, `/local/sign-up/${one.key}`)), 200);
  const team = path(beth);
  await beth.locator('textarea[name=people]').fill('Hal Moss, hal.moss@example.org\nsomebody without an address');
  assert.equal(await press(beth, buttonTo(beth, `${team}/people`)), 422);
  assert.match(await beth.locator('textarea[name=people]').inputValue(), /Hal Moss/);
  await look.at(beth, 'team-wrong');
  await beth.locator('textarea[name=people]').fill('Hal Moss, hal.moss@example.org\nIda Park <ida.park@example.org>');
  assert.equal(await press(beth, buttonTo(beth, `${team}/people`)), 200);
  await look.at(beth, 'team-asked');
  const mail = await mailbox.next('hal.moss@example.org', /\/mail\/take-/);
  const hal = await visitor(browser, demo.base);
  await hal.goto(mail.link('/mail/take-'));
  await look.at(hal, 'team-mail');
  assert.equal(await press(hal, hal.locator('main form button').first()), 200);
  await beth.goto(team);
  assert.match(await beth.locator('main').innerText(), /Hal Moss.*said yes/);
  await beth.goto(`${team}/proof`);
  await look.at(beth, 'proof');
});

test('the office sees why each person waits, and changes seats in one action', async () => {
  const full = (await classes(demo.base)).find((c) => c.state === 'full' && c.waiting > 0);
  await dana.goto(`/staff/classes/${full.key}`);
  await look.at(dana, 'office-class');
  assert.match(await dana.locator('main ol').innerText(), /no seat is free/);
  await dana.locator('main input[name=seats]').fill('1');
  assert.equal(await press(dana, buttonTo(dana, `/staff/classes/${full.key}/seats`)), 422);
  await look.at(dana, 'office-fewer');
  await dana.locator('main input[name=seats]').fill('40');
  assert.equal(await press(dana, buttonTo(dana, `/staff/classes/${full.key}/seats`)), 200);
  await look.at(dana, 'office-more');
  await dana.goto('/staff');
  await look.at(dana, 'office-home');
});

test('nothing was found wrong with any of these pages', () => assert.deepEqual(look.problems, []));
