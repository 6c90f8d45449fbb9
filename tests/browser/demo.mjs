// Starts the program on sample data of its own, and stops it.
//
// Every test file has its own demo: the journey closes rosters and awards certificates, and no other test may
// depend on whether it has run.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ports to choose from. The program writes its address into mails, so it must be known before the start. */
const PORTS = Array.from({ length: 20 }, (_, n) => 8111 + n);

/** A debug build on a busy machine fills the sample year in well under a minute. */
const PATIENCE = 90_000;

const free = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** Starts a demo: `{ base, links: { member, trainer, president, host, staff, registrar, certified }, stop }`. */
export async function startDemo() {
  const binary = process.env.RATIFY_BIN;
  if (!binary) throw new Error('Set RATIFY_BIN to the built program, like RATIFY_BIN=target/release/ratify');
  // Test files run side by side: each begins its search at a different port, and moves on to the next where it lost a
  // race.
  const first = process.pid % PORTS.length;
  let last = 'no port is free';
  for (let n = 0; n < PORTS.length; n += 1) {
    const port = PORTS[(first + n) % PORTS.length];
    if (!(await free(port))) continue;
    const started = await start(binary, port);
    if (started.base) return started;
    last = started.said;
    if (!/in use/i.test(last)) break;
  }
  throw new Error(`the demo did not start: ${last}`);
}

async function start(binary, port) {
  const data = await mkdtemp(join(tmpdir(), 'ratify-browser-'));
  const child = spawn(binary, ['demo', '--listen', `127.0.0.1:${port}`, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  // A test run that is interrupted must leave nothing running.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    child.kill('SIGTERM');
    const slow = setTimeout(kill, 5_000);
    await ended;
    clearTimeout(slow);
    process.removeListener('exit', kill);
    await rm(data, { recursive: true, force: true });
  };

  let said = '';
  const ready = new Promise((resolve) => {
    const listen = (chunk) => {
      said += chunk;
      if (said.includes('Ctrl-C')) resolve(true);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => {
      said += String(error);
      resolve(false);
    });
    ended.then(() => resolve(false));
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false).unref());
  if (!(await Promise.race([ready, late]))) {
    await stop();
    return { said };
  }
  const link = (who) => said.match(new RegExp(`${who}[^\\n]*?(http://\\S+/go/\\S+)`))?.[1] ?? '';
  const links = {
    member: link('Member'),
    trainer: link('Trainer'),
    president: link('president'),
    host: link('Host'),
    staff: link('Coordinator'),
    registrar: link('Registrar'),
    certified: link('Certified'),
  };
  return { base: `http://127.0.0.1:${port}`, links, stop };
}
