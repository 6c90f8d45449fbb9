// Names on certificates against a browser's picture of the same names: two engines that have nothing in common but the
// font set the same letters in the same order and forms. The certificates are those that `cargo test -p paper` leaves in
// the folder of RATIFY_VERIFIER_FILES; without one nothing is compared.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { openBrowser } from './browser.mjs';

const FOLDER = process.env.RATIFY_VERIFIER_FILES && join(process.env.RATIFY_VERIFIER_FILES, 'names');
const FONTS = new URL('../../crates/paper/fonts/', import.meta.url);
/** Dots per inch of the certificate's picture. */
const DPI = 216;
/** Two pictures of one word are at least this much alike; pictures of two words are less so. 1 is the same picture. */
const ALIKE = 0.9;

let browser, page;
before(async () => {
  if (!FOLDER) return;
  browser = await openBrowser();
  page = await browser.newPage();
});
after(() => browser?.close());

/** The strip of a certificate that contains nothing but the name, as a PNG. */
function strip(file) {
  const words = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
  const edge = (word, side) => Number(words.match(new RegExp(`<word [^>]*${side}="([\\d.]+)"[^>]*>${word}<`))[1]);
  const [top, bottom] = [edge('Awarded', 'yMax'), edge('completing', 'yMin')].map((y) => Math.round((y / 72) * DPI));
  const [left, width] = [0.6, 9.8].map((x) => Math.round(x * DPI));
  const area = ['-x', left, '-y', top, '-W', width, '-H', bottom - top].map(String);
  return execFileSync('pdftoppm', ['-png', '-r', String(DPI), '-singlefile', ...area, file], { maxBuffer: 1 << 26 });
}

/** How the browser sets a text in a font, as a PNG. */
async function drawn(text, font) {
  const bytes = (await readFile(new URL(font, FONTS))).toString('base64');
  await page.setContent(`<!doctype html><meta charset="utf-8">
    <style>@font-face { font-family: T; src: url(data:font/ttf;base64,${bytes}) }
      p { display: inline-block; margin: 0; padding: 60px; font: 102px/1.6 T; white-space: pre } </style><p dir="auto"></p>`);
  await page.locator('p').evaluate((p, t) => { p.textContent = t; }, text);
  await page.evaluate(() => document.fonts.load('102px T').then(() => document.fonts.ready));
  return page.locator('p').screenshot();
}

/** The words of a picture, from left to right: each cut to its ink and brought to one size, as lightness values. */
const cut = (png, count) =>
  page.evaluate(async ([data, pieces]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data: raw, width, height } = context.getImageData(0, 0, image.width, image.height);
    const ink = (x, y) => raw[4 * (y * width + x)] + raw[4 * (y * width + x) + 1] + raw[4 * (y * width + x) + 2] < 384;
    const column = (x) => Array.from({ length: height }, (_, y) => y).some((y) => ink(x, y));
    const runs = [];
    for (let x = 0, from = -1; x <= width; x += 1) {
      const filled = x < width && column(x);
      if (filled && from < 0) from = x;
      if (!filled && from >= 0) { runs.push([from, x]); from = -1; }
    }
    // the widest gaps part the words
    const gaps = runs.slice(1).map(([from], n) => ({ n, wide: from - runs[n][1] })).sort((a, b) => b.wide - a.wide);
    const ends = gaps.slice(0, pieces - 1).map((g) => g.n).sort((a, b) => a - b).concat(runs.length - 1);
    return ends.map((end, n) => {
      const [from, to] = [runs[n ? ends[n - 1] + 1 : 0][0], runs[end][1]];
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => {
        for (let x = from; x < to; x += 1) if (ink(x, y)) return true;
        return false;
      });
      const small = new OffscreenCanvas(160, 60);
      const into = small.getContext('2d');
      into.fillStyle = 'white';
      into.fillRect(0, 0, 160, 60);
      into.imageSmoothingQuality = 'high';
      into.drawImage(canvas, from, rows[0], to - from, rows.at(-1) - rows[0] + 1, 0, 0, 160, 60);
      const { data: out } = into.getImageData(0, 0, 160, 60);
      return Array.from({ length: 160 * 60 }, (_, i) => out[4 * i] + out[4 * i + 1] + out[4 * i + 2]);
    });
  }, [png.toString('base64'), count]);

/** How alike two pictures are: the correlation of their lightness. */
function alike(one, other) {
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  const [a, b] = [mean(one), mean(other)];
  let [both, first, second] = [0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    both += (one[i] - a) * (other[i] - b);
    first += (one[i] - a) ** 2;
    second += (other[i] - b) ** 2;
  }
  return both / Math.sqrt(first * second);
}

test('names are set as a browser sets them', { skip: !FOLDER && 'RATIFY_VERIFIER_FILES names no folder' }, async () => {
  const names = JSON.parse(await readFile(join(FOLDER, 'names.json'), 'utf8'));
  assert.ok(names.length >= 14);
  const wrong = [];
  let before;
  for (const { file, name, font } of names) {
    const count = name.split(' ').length;
    const printed = await cut(strip(join(FOLDER, file)), count);
    const expected = await cut(await drawn(name, font), count);
    const least = Math.min(...printed.map((piece, n) => alike(piece, expected[n])));
    console.log(`# ${name}: ${least.toFixed(3)}`);
    if (!(least >= ALIKE)) wrong.push(`${name}: ${least}`);
    // the controls: its letters from the other end, and another name
    const turned = await cut(await drawn([...name].reverse().join(''), font), count);
    const controls = [turned, before].filter((c) => c?.length === count);
    for (const control of controls) {
      const most = Math.min(...printed.map((piece, n) => alike(piece, control[n])));
      if (most >= ALIKE) wrong.push(`${name}: a picture of something else is as much like it (${most})`);
    }
    before = expected;
  }
  assert.deepEqual(wrong, []);
});
