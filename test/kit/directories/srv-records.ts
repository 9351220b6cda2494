import { createSocket } from 'node:dgram';
import { getServers, setServers } from 'node:dns';
import { once } from 'node:events';

export interface SrvRecord {
  readonly priority: number;
  readonly port: number;
  readonly target: string;
}

const srv = 33;

/** A DNS server that knows these records (RFC 2782) and nothing else, asked by this process until it is stopped. */
export async function startSrvRecords(
  records: Readonly<Record<string, readonly SrvRecord[]>>,
): Promise<() => Promise<void>> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, end } = questionOf(query);
    const found = records[name.toLowerCase()] ?? [];
    const head = Buffer.from(query.subarray(0, 12));
    // An answer; NXDOMAIN for what is not known (RFC 1035 §4.1.1).
    head.writeUInt16BE(found.length > 0 ? 0x8180 : 0x8183, 2);
    head.writeUInt16BE(found.length, 6);
    head.writeUInt32BE(0, 8);
    socket.send(
      Buffer.concat([head, query.subarray(12, end), ...found.map(answerOf)]),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const before = getServers();
  setServers([`127.0.0.1:${socket.address().port}`]);
  return async () => {
    setServers(before);
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  };
}

function questionOf(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + size).toString());
    at += 1 + size;
  }
  return { name: labels.join('.'), end: at + 5 };
}

function answerOf({ priority, port, target }: SrvRecord): Buffer {
  const labels = target
    .split('.')
    .map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  const name = Buffer.concat([...labels, Buffer.from([0])]);
  const answer = Buffer.alloc(18);
  // The name of the question; then type, class IN, how long it holds, length, priority, weight, port.
  for (const [index, value] of [
    0xc00c,
    srv,
    1,
    0,
    60,
    6 + name.length,
    priority,
    0,
    port,
  ].entries())
    answer.writeUInt16BE(value, index * 2);
  return Buffer.concat([answer, name]);
}
