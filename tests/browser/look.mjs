// Looking at a page the way people do who cannot see what the author sees: axe, one heading, no sideways scroll.
//
// What is wrong is collected and not thrown: one wrong colour must not hide what comes after it. Every file ends
// with a test that nothing was collected.

import { createRequire } from 'node:module';
import { mkdir, readFile } from 'node:fs/promises';
import { PHONE } from './browser.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OUTPUT = new URL('./output/', import.meta.url);
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds on a page whose scripts are on, one line each; and ids that are not unique. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  // What is folded away is part of the page too, and axe skips what nobody sees.
  await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
  const found = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    TAGS,
  );
  const lines = found.violations.map((v) => {
    const first = v.nodes[0];
    return `${v.id} (${v.nodes.length} x): ${first.html.slice(0, 200)} -- ${first.failureSummary.replace(/\s+/g, ' ')}`;
  });
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    return [...new Set(ids.filter((id, n) => ids.indexOf(id) !== n))];
  });
  // axe ignores this, but a label whose id appears twice ticks a box in another form.
  return twice.length ? [...lines, `ids used twice: ${twice.join(', ')}`] : lines;
}

/** How far a page scrolls sideways, in pixels. Nothing but a wide table in its own frame may. */
export const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function screenshot(page, name) {
  // the gate checks what pages say, and nobody looks at its pictures
  if (process.env.RATIFY_PICTURES === '0') return;
  await mkdir(OUTPUT, { recursive: true });
  const picture = () => page.screenshot({ path: new URL(`${name}.png`, OUTPUT).pathname, fullPage: true });
  // Chromium without a screen sometimes fails to take a picture of a page that it shows, and succeeds when asked again.
  await picture().catch(picture).catch(picture);
}

export class Looker {
  /** What was found wrong, one line each. */
  problems = [];
  #mirror;
  #group;
  #count = 0;

  /** Pages without scripts cannot run axe, so it looks at the same document in a second page that can. */
  constructor(mirror, group) {
    this.#mirror = mirror;
    this.#group = group;
  }

  static async open(browser, base, group) {
    const context = await browser.newContext({ viewport: PHONE, baseURL: base, bypassCSP: true });
    return new Looker(await context.newPage(), group);
  }

  note(where, what) {
    this.problems.push(`${where}: ${what}`);
  }

  /** Looks at what a page shows now. Answers to forms cannot be fetched again, so the document is carried over. */
  async at(page, name) {
    this.#count += 1;
    const file = `${this.#group}-${String(this.#count).padStart(2, '0')}-${name}`;
    await screenshot(page, file);
    const body = await page.content();
    const address = page.url().split('#')[0];
    const exact = (url) => url.href === address;
    await this.#mirror.route(exact, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
    await this.#mirror.goto(address);
    await this.#mirror.unroute(exact);
    const where = `${name} (${new URL(address).pathname})`;
    for (const line of await violations(this.#mirror)) this.note(where, line);
    const headings = await this.#mirror.locator('h1').count();
    if (headings !== 1) this.note(where, `${headings} headings of the first level`);
    const over = await sideways(this.#mirror);
    if (over > 0) this.note(where, `scrolls sideways by ${over} px`);
  }
}
