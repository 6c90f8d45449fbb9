// What people of a class bring and ask, handbooks, rules in sentences, and what a president hands on: each page looked at as
// everybody would, and the ways through them by pages without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buttonTo, enter, openBrowser, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';

let demo, browser, look, tom, owen, board, taught;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  look = await Looker.open(browser, demo.base, 'exchange');
  [tom, owen] = [await visitor(browser, demo.base), await visitor(browser, demo.base, { viewport: { width: 1280, height: 900 } })];
  await enter(tom, demo.links.member);
  await enter(owen, demo.links.trainer);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const text = (page) => page.locator('main').textContent();

test('a member asks, brings a file, and reports what should not be there', async () => {
  await tom.goto('/me/classes');
  await tom.locator('main a', { hasText: 'Contract Costing' }).first().click();
  await look.at(tom, 'seat');
  await tom.locator('main a[href$="/board"]').click();
  board = new URL(tom.url()).pathname;
  taught = board.replace('/me/classes/', '/teach/');
  await look.at(tom, 'board');
  assert.equal(await press(tom, buttonTo(tom, board)), 422);
  await look.at(tom, 'board-wrong');
  await tom.locator('main textarea[name=body]').fill('Who has cleaned a seniority list before?');
  await tom.locator('main input[name=kind][value=ask]').check();
  await tom.locator('summary', { hasText: 'Add a file' }).click();
  await tom.locator('input[type=file]').setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('Steps 1 to 14') });
  assert.equal(await press(tom, buttonTo(tom, board)), 200);
  assert.match(await text(tom), /It is on the board[\s\S]*seniority list before[\s\S]*TXT, 1 kB/);
  await tom.locator('main a[href$="/report"]').first().click();
  await look.at(tom, 'report');
  assert.equal(await press(tom, 'main form[action$="/report"] button'), 200);
  assert.match(await text(tom), /It is hidden until/);
});

test('who teaches answers, looks at the report, and writes to the class', async () => {
  await owen.goto(taught);
  await look.at(owen, 'board-taught');
  const question = owen.locator('li.post', { hasText: 'seniority list before' });
  await question.locator('summary', { hasText: 'Answer' }).click();
  await question.locator('textarea').fill('I have: bring it without names.');
  await question.locator('button', { hasText: 'Post the answer' }).click();
  assert.match(await text(owen), /bring it without names/);
  await owen.locator('main a[href$="/look"]').first().click();
  await look.at(owen, 'look');
  assert.equal(await press(owen, 'main form[action$="/stands"] button'), 200);
  await owen.locator('main a[href$="/remove"]').first().click();
  await look.at(owen, 'remove');
  await owen.goto(taught.replace('/board', '/message'));
  await owen.locator('main input[name=subject]').fill('Bring your contract');
  await owen.locator('main textarea[name=body]').fill('And a pencil.');
  await press(owen, 'main form.stack button[type=submit]');
  await look.at(owen, 'message');
  assert.equal(await press(owen, owen.locator('main button', { hasText: 'Send it to' })), 200);
  assert.match(await text(owen), /on its way/);
});

test('help is read by everybody, and opened from the page that it explains', async () => {
  const stranger = await visitor(browser, demo.base);
  for (const at of ['/help', '/help/member', '/help/coordinator', '/help/glossary', '/es/help/president', '/classes/print']) {
    await stranger.goto(at);
    await look.at(stranger, at.replaceAll('/', '-'));
  }
  await tom.goto('/me/claims');
  await press(tom, tom.locator('main a', { hasText: 'Help with this page' }));
  assert.match(tom.url(), /\/help\/member#missing$/);
  await tom.goto('/me/leave');
  await look.at(tom, 'leave');
});

test('a number of the rules is changed, tried and published', async () => {
  const dana = await visitor(browser, demo.base);
  await enter(dana, demo.links.staff);
  await dana.goto('/staff/programme/rules');
  await look.at(dana, 'rules');
  await dana.locator('main #total-minutes').fill('many');
  assert.equal(await press(dana, buttonTo(dana, '/staff/programme/rules')), 422);
  await look.at(dana, 'rules-wrong');
  await dana.locator('main #total-minutes').fill('25');
  assert.equal(await press(dana, buttonTo(dana, '/staff/programme/rules')), 200);
  await look.at(dana, 'rules-tried');
  await dana.locator('main input[name=why]').fill('One hour more, voted in June.');
  assert.equal(await press(dana, buttonTo(dana, '/staff/programme/publish')), 200);
  await press(dana, 'main a[href^="/staff/pages?number="]');
  await look.at(dana, 'texts-with-the-old-number');
});

test('a president begins with the team, and has words to hand on', async () => {
  const beth = await visitor(browser, demo.base);
  await enter(beth, demo.links.president);
  for (const at of ['/local', '/local/notice', '/local/hand-over']) {
    await beth.goto(at);
    await look.at(beth, at.slice(1).replaceAll('/', '-'));
  }
  await beth.locator('main input[name=name]').fill('Joan Mercer');
  await beth.locator('main input[name=email]').fill('joan.mercer@example.org');
  assert.equal(await press(beth, buttonTo(beth, '/local/hand-over')), 422);
  await look.at(beth, 'hand-over-wrong');
  assert.equal(await beth.locator('main input[name=name]').inputValue(), 'Joan Mercer');
});

test('every page here is sound', () => {
  assert.deepEqual(look.problems, []);
});
