#!/usr/bin/env node
// The pictures of the handbooks, taken from the demo, so that they show the product as it is: run it after a change of a page
// that they show. Usage: node scripts/help-pictures.mjs target/release/ratify. Needs what the browser tests need.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../tests/browser/browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [program] = process.argv.slice(2);
if (!program) throw new Error('which program?');
const data = mkdtempSync(join(tmpdir(), 'help-pictures-'));
const at = '127.0.0.1:8467';
const demo = spawn(program, ['demo', '--listen', at, '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });

const said = await new Promise((done) => {
  let text = '';
  demo.stdout.on('data', (more) => {
    text += more;
    if (text.includes('Ctrl-C')) done(text);
  });
});
const linkOf = (who) => said.split('\n').find((line) => line.includes(`(${who})`)).match(/http\S+/)[0];

// whose page, its name, its address, and the links that lead on from there
const PICTURES = [
  ['Tom', 'progress', '/me', []],
  ['Tom', 'board', '/me/classes', ['main a:has-text("Contract Costing")', 'main a[href$="/board"]']],
  ['Owen', 'roster', '/teach', ['main ul a[href^="/teach/"]']],
  ['Beth', 'team', '/local/team', []],
  ['Dana', 'office', '/staff', []],
];

const browser = await openBrowser();
try {
  const pages = new Map();
  for (const [who, name, address, links] of PICTURES) {
    if (!pages.has(who)) {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 480, height: 860 } });
      pages.set(who, await context.newPage());
      await pages.get(who).goto(linkOf(who));
      await pages.get(who).locator('main button').first().click();
    }
    const page = pages.get(who);
    for (const language of ['es', 'en']) {
      await page.goto(`http://${at}/me/profile`);
      const choose = page.locator(`header button[lang="${language}"]`);
      if (await choose.count()) await choose.click();
      await page.goto(`http://${at}${address}`);
      for (const link of links) await page.locator(link).first().click();
      await page.screenshot({ path: join(root, 'assets/help', `${language}-${name}.jpg`), type: 'jpeg', quality: 60 });
    }
  }
} finally {
  await browser.close();
  demo.kill();
  rmSync(data, { recursive: true, force: true });
}
