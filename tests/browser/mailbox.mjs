// The demo's mailbox, read as people read theirs: waiting until something new is there.

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Mail takes about a second; a busy machine takes longer. */
const PATIENCE = 20_000;

const plain = (html) =>
  html
    .replace(/<br>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

export class Mailbox {
  #base;
  /** What was handed out: asking for the next mail never returns the last one again. */
  #seen = new Set();

  constructor(base) {
    this.#base = base;
  }

  async #text(address) {
    const answer = await fetch(this.#base + address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    return answer.text();
  }

  /** All mails to somebody, newest first: `who` is an address, or `Name <` where only the name is known. */
  async to(who) {
    const wanted = who.includes('@') ? `<${who}>` : who;
    const list = await this.#text('/mailbox');
    const items = list.split('<li').slice(1).filter((item) => plain(item).includes(wanted));
    return Promise.all(items.map((item) => this.#open(item)));
  }

  async #open(item) {
    const path = item.match(/href="(\/mailbox\/\d+)"/)[1];
    const main = (await this.#text(path)).split('<main')[1].split('<footer')[0];
    const links = [...main.matchAll(/href="([^"]+)"/g)].map((m) => plain(m[1]));
    return {
      path,
      address: plain(item).match(/<([^<>\s]+@[^<>\s]+)>/)[1],
      text: plain(main),
      link: (start) => links.find((l) => l.startsWith(start)),
    };
  }

  /** The newest mail to somebody that fits and was not handed out before. */
  async next(who, fits) {
    const until = Date.now() + PATIENCE;
    while (Date.now() < until) {
      const found = (await this.to(who)).find((m) => !this.#seen.has(m.path) && fits.test(m.text));
      if (found) {
        this.#seen.add(found.path);
        return found;
      }
      await pause(150);
    }
    throw new Error(`no mail to ${who} with ${fits}`);
  }
}

/** The six digits of a mail with a code. */
export const codeIn = (mail) => mail.text.match(/\b(\d{3}) (\d{3})\b/).slice(1).join('');
