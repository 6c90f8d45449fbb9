// The browser, and the few things that every test does in it.

import { chromium } from 'playwright-core';

/** What a phone shows: most members come on one. */
export const PHONE = { width: 390, height: 844 };

/** Debian's Chromium, kept from fetching anything of its own. */
export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A visitor with a fresh phone: their own cookies, nothing else. Scripts are off unless a test needs them. */
export async function visitor(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: PHONE, baseURL: base, javaScriptEnabled: false, ...options });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

/** Presses something that leads to another page and returns the status of where that ends, after redirects. */
export async function press(page, target) {
  const answer = page.waitForResponse((r) => r.request().isNavigationRequest() && !isRedirect(r.status()));
  await (typeof target === 'string' ? page.locator(target).first() : target).click();
  const status = (await answer).status();
  await page.waitForLoadState('load');
  return status;
}

const isRedirect = (status) => status >= 300 && status < 400;

/** The path of the page, without the host. */
export const path = (page) => new URL(page.url()).pathname;

/** The one button of a form, by where the form goes. */
export const buttonTo = (page, action) => page.locator(`main form[action="${action}"] button[type=submit]`).first();

/** Fills the five fields of enrolling, as a person would. */
export async function fillEnrolment(page, person) {
  await page.locator('main input[name=name]').fill(person.name);
  await page.locator('main input[name=email]').fill(person.email);
  await page.locator('main input[name=local]').fill(person.local);
  await page.locator('main input[name=work][value=teacher]').check();
}

/** Enters through a link from a mail or from the start of the demo. */
export async function enter(page, link) {
  await page.goto(link);
  return press(page, 'main form button[type=submit]');
}

/** A new member, enrolled through the form and the mail: the page they land on. */
export async function newMember(browser, base, mailbox, person) {
  const page = await visitor(browser, base);
  await page.goto('/enroll');
  await fillEnrolment(page, person);
  await press(page, buttonTo(page, '/enroll'));
  const mail = await mailbox.next(person.email, /\/go\//);
  await enter(page, mail.link('/go/'));
  return page;
}

/** The upcoming classes, as the site offers them to other programs. */
export async function classes(base) {
  const answer = await fetch(`${base}/classes.json`);
  return (await answer.json()).classes;
}
