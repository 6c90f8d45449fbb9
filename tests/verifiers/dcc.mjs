// Asks the verifier of the Digital Credentials Consortium (which reads JSON) about every file of a folder that
// `cargo test verifier_files` wrote, and about every single-bit flip of a proof. There is no network: what the verifier
// asks for is answered from the folder, and anything else is an error.
//
// node dcc.mjs FOLDER
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let registry = 'registry';
const asked = new Set();
globalThis.fetch = async (request) => {
  const url = typeof request === 'string' ? request : request.url;
  const files = {
    'https://ratify.test/.well-known/did.json': join(folder, registry, 'did.json'),
    'https://ratify.test/status/revocation/1': join(folder, registry, 'list.json'),
  };
  asked.add(url);
  // the schemas are in no package; what they would say is beside the verdict, and is not judged here
  if (url.startsWith('https://purl.imsglobal.org/spec/ob/v3p0/schema/')) return Response.json({});
  if (!files[url] || !existsSync(files[url])) return new Response('not here', { status: 404 });
  return new Response(readFileSync(files[url]), { headers: { 'content-type': 'application/json' } });
};
// it remembers DID documents: each registry is asked about by a process of its own
const { verifyCredential } = await import('@digitalcredentials/verifier-core');

async function judge(text) {
  let credential;
  try {
    credential = JSON.parse(text);
  } catch {
    return 'refused';
  }
  const result = await verifyCredential({ credential, knownDIDRegistries: [] });
  const step = (id) => result.log?.find((s) => s.id === id);
  if (result.errors?.length || !step('valid_signature')?.valid || step('expiration')?.valid === false) return 'refused';
  const status = step('revocation_status');
  if (!status || status.error) return 'refused';
  return status.valid ? 'valid' : 'ended';
}

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
function decode(text) {
  let number = 0n;
  for (const sign of text) number = number * 58n + BigInt(ALPHABET.indexOf(sign));
  return Buffer.from(number.toString(16).padStart(128, '0'), 'hex');
}
function encode(bytes) {
  let [number, text] = [BigInt(`0x${bytes.toString('hex')}`), ''];
  for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)] + text;
  for (const byte of bytes) { if (byte) break; text = `1${text}`; }
  return text;
}

const wanted = process.argv[3];
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'))).filter((c) => c.file.endsWith('.json'));
const registries = [...new Set(cases.map((c) => c.registry))];
if (!wanted) {
  const { spawnSync } = await import('node:child_process');
  let failed = 0;
  for (const name of registries) {
    failed += spawnSync(process.execPath, [process.argv[1], folder, name], { stdio: 'inherit' }).status ? 1 : 0;
  }
  process.exit(failed ? 1 : 0);
}
registry = wanted;
let [wrong, count] = [0, 0];
for (const c of cases.filter((c) => c.registry === registry)) {
  const said = await judge(readFileSync(join(folder, c.file), 'utf8'));
  count += 1;
  if (said !== c.expected) {
    wrong += 1;
    console.error(`${c.file}: ${said}, and not ${c.expected}`);
  }
}
if (registry === 'registry') {
  const good = JSON.parse(readFileSync(join(folder, 'good.json'), 'utf8'));
  const proof = decode(good.proof[0].proofValue.slice(1));
  if (encode(proof) !== good.proof[0].proofValue.slice(1)) throw new Error('base58');
  for (let bit = 0; bit < 512; bit += 1) {
    const bytes = Buffer.from(proof);
    bytes[bit >> 3] ^= 1 << (bit & 7);
    const flipped = structuredClone(good);
    flipped.proof[0].proofValue = `z${encode(bytes)}`;
    count += 1;
    if ((await judge(JSON.stringify(flipped))) !== 'refused') {
      wrong += 1;
      console.error(`bit ${bit} of the proof was flipped, and it was not refused`);
    }
  }
}
console.log(`verifier-core, ${registry}: ${count - wrong} of ${count} as expected; asked for ${[...asked].length} addresses`);
process.exit(wrong ? 1 : 0);
