// A union's first weeks: from an empty database to its first certificate, by pages alone, after the two commands that every
// installation begins with (`staff-link`, `serve`). Mail goes to a relay of the test's own.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { buttonTo, enter, fillEnrolment, openBrowser, press, visitor } from './browser.mjs';

const run = promisify(execFile);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const DESK = { viewport: { width: 1280, height: 900 } };

/** A mail relay that keeps what it is given: `{ port, to(address), close }`. */
async function relay() {
  const mails = [];
  const server = createServer((socket) => {
    let [mail, inside, rest] = [{ to: '', text: '' }, false, ''];
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('data', (bytes) => {
      const lines = (rest + bytes).split('\r\n');
      rest = lines.pop();
      for (const line of lines) {
        if (inside && line === '.') {
          [inside] = [false];
          mails.push(mail);
          mail = { to: '', text: '' };
          say('250 kept');
        } else if (inside) mail.text += `${line}\n`;
        else if (/^DATA/i.test(line)) {
          inside = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else {
          if (/^RCPT/i.test(line)) mail.to = line.match(/<(.+)>/)[1];
          say('250 well');
        }
      }
    });
    socket.on('error', () => {});
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  // lines of a letter are folded with a sign of equality, and other signs are written as numbers
  const plain = (text) => text.replace(/=\n/g, '').replace(/=3D/g, '=');
  const to = async (address, fits) => {
    for (let n = 0; n < 150; n += 1) {
      const found = mails.map((m) => ({ ...m, text: plain(m.text) })).find((m) => m.to === address && fits.test(m.text));
      if (found) return found.text;
      await pause(200);
    }
    throw new Error(`no mail to ${address} with ${fits}: ${mails.map((m) => m.to)}`);
  };
  return { port: server.address().port, to, close: () => server.close() };
}

/** A day on which sign-up is open. */
const soon = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);

const COURSES = [
  ['fnd-100', 'Foundations in a day', '360', 'foundations'],
  ['dem-200', 'Democratized in a day', '360', 'democratized'],
  ['spc-1', 'What an offer costs', '180', 'specialized'],
  ['spc-2', 'Writing a clause', '180', 'specialized'],
  ['spc-3', 'Reading a town’s budget', '180', 'specialized'],
  ['spc-4', 'Health insurance', '180', 'specialized'],
];

let browser, mail, base, folder, server, noor, ruth, ana;

before(async () => {
  const binary = process.env.RATIFY_BIN;
  if (!binary) throw new Error('Set RATIFY_BIN to the built program, like RATIFY_BIN=target/release/ratify');
  [browser, mail, folder] = await Promise.all([openBrowser(), relay(), mkdtemp(join(tmpdir(), 'ratify-empty-'))]);
  const port = 8140 + (process.pid % 50);
  base = `http://127.0.0.1:${port}`;
  const config = join(folder, 'ratify.toml');
  await writeFile(
    config,
    `database = "${folder}/ratify.db"
listen = "127.0.0.1:${port}"
base_url = "${base}"
keys = "${folder}/keys.json"
[office]
name = "Bay Union Training Office"
email = "training@example.org"
[smtp]
host = "127.0.0.1"
port = ${mail.port}
security = "none"
from = "Bay Union <training@example.org>"
`,
  );
  const link = async (email, name, role) => {
    const { stdout } = await run(binary, ['staff-link', '--config', config, '--email', email, '--name', name, '--role', role]);
    return stdout.match(/http\S+/)[0];
  };
  const links = [
    await link('noor@example.org', 'Noor Haddad', 'administrator'),
    await link('ruth@example.org', 'Ruth Abebe', 'registrar'),
  ];
  server = spawn(binary, ['serve', '--config', config], { stdio: 'ignore' });
  for (let n = 0; n < 200; n += 1) {
    if (await fetch(`${base}/healthz`).then((r) => r.ok, () => false)) break;
    await pause(100);
  }
  [noor, ruth, ana] = [await visitor(browser, base, DESK), await visitor(browser, base, DESK), await visitor(browser, base)];
  await enter(noor, links[0]);
  await enter(ruth, links[1]);
});

after(async () => {
  await browser?.close();
  server?.kill();
  mail?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const text = (page) => page.locator('main').textContent();

test('a program is published, and says whose it is', async () => {
  await noor.goto('/staff');
  assert.match(noor.url(), /\/staff\/begin$/);
  await noor.locator('main input[name=programme][value=bargaining-certificate]').check();
  assert.equal(await press(noor, buttonTo(noor, '/staff/begin')), 200);
  for (const [language, union] of [['en', 'Bay Union'], ['es', 'Sindicato de la Bahía']]) {
    await noor.goto(`/staff/words?language=${language}`);
    await noor.locator('main input[name=union]').fill(union);
    assert.equal(await press(noor, 'main button[name=do][value=save]'), 200);
  }
  const stranger = await visitor(browser, base);
  await stranger.goto('/');
  assert.match(await stranger.locator('body').textContent(), /Bay Union/);
});

test('a place, courses and a first class are made', async () => {
  await noor.goto('/staff/catalogue/venues/new');
  for (const [name, value] of [['key', 'office'], ['name', 'Union office'], ['kind', 'office'], ['region', 'Bay'], ['address', '1 Main Street']]) {
    await noor.locator(`main [name=${name}]`).fill(value);
  }
  assert.equal(await press(noor, buttonTo(noor, '/staff/catalogue/venues')), 200);
  for (const [code, title, minutes, part] of COURSES) {
    await noor.goto('/staff/catalogue/courses/new');
    for (const [name, value] of [['code', code], ['title', title], ['minutes', minutes], ['about', 'Made for our members.'], ['audience', 'Anyone']]) {
      await noor.locator(`main [name=${name}]`).fill(value);
    }
    await noor.locator(`main input[name=counts][value=${part}]`).check();
    assert.equal(await press(noor, 'main button[name=do][value=save]'), 200, code);
  }
  await noor.goto('/staff/classes/new');
  await noor.locator('select[name=course]').selectOption('spc-1');
  await noor.locator('textarea[name=sessions]').fill(`${soon} 09:00-12:00`);
  await noor.locator('select[name=venue]').selectOption('office');
  await noor.locator('main input[name=room]').fill('Large room');
  await noor.locator('main input[name=trainers]').fill('Noor Haddad');
  await noor.locator('main input[name=trainer_emails]').fill('noor@example.org');
  await press(noor, buttonTo(noor, '/staff/classes/new'));
  // she teaches it herself: it says who hears of that
  await press(noor, 'main form:has(input[name=agreed]) button[type=submit]');
  // the place says nothing about access: that is unusual, and meant here
  await noor.locator('main input[name=meant]').check();
  await press(noor, 'main form[action$="/publish"] button');
  await noor.goto('/staff/begin');
  assert.match(await text(noor), /All five are done/);
});

test('earlier classes may count in full, which the office decides on a page', async () => {
  await noor.goto('/staff/policy');
  await noor.locator('main select[name=knob]').selectOption('claim-cap-hours').catch(async () => {
    const options = await noor.locator('main select[name=knob] option').evaluateAll((all) => all.map((o) => o.value));
    await noor.locator('main select[name=knob]').selectOption(options.find((o) => /claim/.test(o)));
  });
  await noor.locator('main input[name=value]').fill('24');
  await noor.locator('main input[name=day]').fill(new Date().toLocaleDateString('en-CA', { timeZone: 'America/New_York' }));
  await noor.locator('main textarea[name=reason]').fill('We trained for years before this system.');
  assert.equal(await press(noor, buttonTo(noor, '/staff/policy')), 200);
  assert.equal(await press(noor, 'main form[action="/staff/policy/save"] button[type=submit]'), 200);
});

test('a member enrolls, signs up, and sends in what she took before', async () => {
  await ana.goto('/enroll');
  await fillEnrolment(ana, { name: 'Ana Lima', email: 'ana@example.org', local: 'Bay teachers' });
  await press(ana, 'main form.stack button[type=submit]');
  const letter = await mail.to('ana@example.org', /\/go\//);
  await enter(ana, letter.match(/http\S+\/go\/\w+/)[0]);
  await ana.goto('/classes');
  await press(ana, 'main form[action$="/sign-up"] button');
  assert.match(await text(ana), /You have a seat/);
  for (const [n, [, title, minutes]] of COURSES.entries()) {
    await ana.goto('/me/claims');
    const summary = ana.locator('main details:not([open]) summary').first();
    if (await summary.count()) await summary.click();
    await ana.locator('main input[name=origin][value=earlier]').check();
    await ana.locator('main input[name=title]').fill(title);
    await ana.locator('main input[name=sponsor]').fill('Bay Union');
    await ana.locator('main input[name=day]').fill(`2025-03-0${n + 1}`);
    await ana.locator('main input[name=hours]').fill(String(minutes / 60));
    await ana.locator('main textarea[name=evidence]').fill('I have the list of that day.');
    assert.equal(await press(ana, buttonTo(ana, '/me/claims')), 200, title);
  }
});

test('the office accepts them, confirms the membership and issues the certificate', async () => {
  for (const [code, title, minutes] of COURSES) {
    await ruth.goto('/staff/claims');
    await ruth.locator('main a', { hasText: title }).first().click();
    await ruth.locator('main select[name=course]').selectOption(code);
    await ruth.locator('main input[name=hours]').fill(String(minutes / 60));
    await ruth.locator('main textarea[name=text]').fill('Found on our list. Thank you.');
    assert.equal(await press(ruth, 'main form[action^="/staff/claims/"] button.btn:not(.second)'), 200, code);
  }
  await ana.goto('/me');
  assert.match(await text(ana), /24/);
  await ruth.goto('/staff/certificates');
  await ruth.locator('main a[href^="/staff/membership/"]').first().click();
  await ruth.locator('main textarea[name=reason]').fill('On our list of members.');
  await press(ruth, 'main form[action^="/staff/membership/"] button[type=submit]');
  await ruth.goto('/staff/certificates');
  for (const box of await ruth.locator('main input[name=person]').all()) await box.check();
  assert.equal(await press(ruth, buttonTo(ruth, '/staff/certificates/check')), 200);
  assert.equal(await press(ruth, 'main form[action="/staff/certificates/award"] button[type=submit]'), 200);
  const letter = await mail.to('ana@example.org', /application\/pdf/);
  assert.match(letter, /Ana Lima|certificate/i);
  await ana.goto('/me/certificate');
  const number = (await text(ana)).match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
  const stranger = await visitor(browser, base);
  await stranger.goto(`/verify/${number}`);
  assert.match(await text(stranger), /This certificate is valid/);
});
