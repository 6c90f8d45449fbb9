// Everything that is done with a certificate after it is issued: the holder's page, the page that checks it, files of
// every form, another name, and taking it back. Every page is looked at, at phone width and without scripts.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buttonTo, enter, openBrowser, path, press, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { Looker } from './look.mjs';
import { Mailbox } from './mailbox.mjs';

let demo, browser, look, mailbox, joan, dana, ruth, stranger, files, number;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  mailbox = new Mailbox(demo.base);
  look = await Looker.open(browser, demo.base, 'certificates');
  files = await mkdtemp(join(tmpdir(), 'ratify-files-'));
  [joan, dana, ruth] = await Promise.all(
    [demo.links.certified, demo.links.staff, demo.links.registrar].map(async (link) => {
      const page = await visitor(browser, demo.base, { acceptDownloads: true });
      await enter(page, link);
      return page;
    }),
  );
  stranger = await visitor(browser, demo.base);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  await rm(files, { recursive: true, force: true });
});

const download = async (form) => {
  const [file] = await Promise.all([
    joan.waitForEvent('download'),
    joan.locator(`main a[href="/me/certificate.${form}"]`).click(),
  ]);
  const to = join(files, file.suggestedFilename());
  await file.saveAs(to);
  return to;
};

const upload = async (file) => {
  await stranger.goto('/verify');
  if (file) await stranger.locator('input[type=file]').setInputFiles(file);
  return press(stranger, stranger.locator('form[enctype] button'));
};

const text = (page) => page.locator('main').innerText();

test('the certificate is simply there, in every form', async () => {
  assert.equal(path(joan), '/me/certificate');
  await look.at(joan, 'holder');
  number = (await joan.locator('main a[href^="/verify/"]').first().getAttribute('href')).split('/').at(-1);
  assert.match(number, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  for (const form of ['pdf', 'png', 'svg', 'json', 'jwt']) {
    const file = await download(form);
    assert.equal(await upload(file), 200, form);
    assert.match(await text(stranger), /This certificate is valid/, form);
    if (['pdf', 'json'].includes(form)) await look.at(stranger, `upload-${form}`);
  }
  const [letter] = await Promise.all([
    joan.waitForEvent('download'),
    joan.goto('/me/record').then(() => joan.locator('main a[href="/me/record.pdf"]').click()),
  ]);
  assert.match(letter.suggestedFilename(), /^record-.*\.pdf$/);
  await look.at(joan, 'record');
});

test('a file that was changed is refused in words, and so is one that holds nothing', async () => {
  const json = await readFile(await (await joan.goto('/me/certificate'), download('json')), 'utf8');
  const changed = join(files, 'changed.json');
  await writeFile(changed, json.replace('24 hours', '34 hours'));
  assert.equal(await upload(changed), 422);
  assert.match(await text(stranger), /Do not rely on this file/);
  await look.at(stranger, 'upload-changed');
  const nothing = join(files, 'photo.png');
  await writeFile(nothing, Buffer.from('89504e470d0a1a0a', 'hex'));
  assert.equal(await upload(nothing), 422);
  await look.at(stranger, 'upload-nothing');
  assert.equal(await upload(null), 422);
  await look.at(stranger, 'upload-no-file');
});

test('a stranger checks the number, with the keyboard alone and in Spanish', async () => {
  const page = await visitor(browser, demo.base);
  await page.goto('/verify');
  await look.at(page, 'verify');
  await page.locator('main input[name=number]').focus();
  await page.keyboard.type(number.toLowerCase().replaceAll('-', ' '));
  await Promise.all([page.waitForURL(`**/verify/${number}`), page.keyboard.press('Enter')]);
  assert.match(await text(page), /Joan Mercer/);
  await look.at(page, 'verify-valid');
  await page.goto(`/es/verify/${number}`);
  assert.match(await text(page), /Este certificado es válido/);
  await look.at(page, 'verify-valid-spanish');
  const slip = number.slice(0, -1) + (number.endsWith('2') ? '3' : '2');
  assert.equal((await page.goto(`/verify/${slip}`)).status(), 422);
  await look.at(page, 'verify-mistyped');
  await page.goto((await page.goto(`/verify/${number}`), await page.locator('main a[href^="/achievements/"]').getAttribute('href')));
  await look.at(page, 'achievement');
});

test('the holder decides who sees the name', async () => {
  await joan.goto('/me/certificate');
  await joan.locator('main input[name=shown][value=match]').check();
  assert.equal(await press(joan, buttonTo(joan, '/me/certificate/shown')), 200);
  await look.at(joan, 'shown-saved');
  await stranger.goto(`/verify/${number}`);
  assert.doesNotMatch(await text(stranger), /Joan Mercer/);
  await stranger.locator('main input[name=name]').fill('joan  mercer');
  assert.equal(await press(stranger, buttonTo(stranger, `/verify/${number}`)), 200);
  assert.match(await text(stranger), /Yes, this is the name/);
  await look.at(stranger, 'match-yes');
  await stranger.locator('main input[name=name]').fill('Joan Miller');
  await press(stranger, buttonTo(stranger, `/verify/${number}`));
  assert.match(await text(stranger), /No, this is not the name/);
  await look.at(stranger, 'match-no');
  await joan.locator('main input[name=shown][value=withheld]').check();
  await press(joan, buttonTo(joan, '/me/certificate/shown'));
  await stranger.goto(`/verify/${number}`);
  await look.at(stranger, 'withheld');
});

test('a name is put right: asked for by the holder, looked at by the office', async () => {
  const old = await download('pdf');
  assert.equal(await press(joan, buttonTo(joan, '/me/certificate/name')), 422);
  await look.at(joan, 'name-wrong');
  await joan.locator('main input[name=name]').fill('Joan Mercer-Nguyễn');
  await joan.locator('textarea[name=note]').fill('I married.');
  assert.equal(await press(joan, buttonTo(joan, '/me/certificate/name')), 200);
  await look.at(joan, 'name-asked');
  await dana.goto('/staff');
  await look.at(dana, 'staff-home');
  assert.equal(await press(dana, 'main a[href="/staff/names"]'), 200);
  await look.at(dana, 'names');
  assert.equal(await press(dana, dana.locator('main form[action^="/staff/names/"] button').nth(1)), 422);
  await look.at(dana, 'names-no-reason');
  assert.equal(await press(dana, dana.locator('main form[action^="/staff/names/"] button').first()), 200);
  await look.at(dana, 'names-done');
  assert.equal(await upload(old), 200);
  assert.match(await text(stranger), /This is an older copy/);
  await look.at(stranger, 'upload-older');
  await joan.goto('/me/certificate');
  assert.match(await text(joan), /Joan Mercer-Nguyễn/);
  await look.at(joan, 'holder-new-name');
  assert.equal(await upload(await download('pdf')), 200);
  const mail = await mailbox.next('joan.mercer@example.org', /Joan Mercer-Nguyễn/);
  await joan.goto(mail.path);
  await look.at(joan, 'mail-reissued');
});

test('two people take a certificate back, and its holder can answer', async () => {
  await dana.goto('/staff/certificates');
  await dana.locator('main input[name=number]').fill(number);
  assert.equal(await press(dana, dana.locator('form[action="/staff/certificates/find"] button')), 200);
  const sheet = `/staff/certificates/${number}`;
  assert.equal(path(dana), sheet);
  await look.at(dana, 'sheet');
  assert.equal(await press(dana, buttonTo(dana, `${sheet}/revoke`)), 422);
  await look.at(dana, 'sheet-wrong');
  await dana.locator('main input[name=category][value=mistake]').check();
  await dana.locator('textarea[name=reason]').fill('Issued twice by mistake.');
  assert.equal(await press(dana, buttonTo(dana, `${sheet}/revoke`)), 200);
  await look.at(dana, 'sheet-asked');
  await dana.goto('/staff/revocations');
  assert.equal(await dana.locator('main form').count(), 0, 'who asked does not decide');
  await look.at(dana, 'revocations-own');
  await ruth.goto('/staff/revocations');
  await look.at(ruth, 'revocations');
  assert.equal(await press(ruth, ruth.locator('main form button').first()), 200);
  await look.at(ruth, 'revocations-done');
  await stranger.goto(`/verify/${number}`);
  assert.match(await text(stranger), /This certificate is not valid/);
  await look.at(stranger, 'verify-revoked');
  await joan.goto('/me/certificate');
  await look.at(joan, 'taken-back');
  await joan.locator('textarea[name=appeal]').fill('I have only this one.');
  assert.equal(await press(joan, buttonTo(joan, '/me/certificate/appeal')), 200);
  await look.at(joan, 'answered');
  await ruth.goto('/staff/revocations');
  await look.at(ruth, 'revocations-answer');
  await ruth.locator('textarea[name=answer]').fill('You are right, a new one is on its way.');
  assert.equal(await press(ruth, ruth.locator('main form button').first()), 200);
  await joan.goto('/me/certificate');
  assert.match(await text(joan), /a new one is on its way/);
  await look.at(joan, 'answer');
});

test('nothing was wrong with any page', () => {
  assert.deepEqual(look.problems, []);
});
