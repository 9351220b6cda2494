import { expect, test } from 'vitest';
import type { Log } from '../../ports/log.ts';
import { createLog } from './log.ts';

function capture(level: 'info' | 'error' = 'info'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const log = createLog({ level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines };
}

const canary = 'canary-9F3K';

test('writes one JSON object a line, with time, level and message', () => {
  const { log, lines } = capture();
  log.child({ requestId: 'r1' }).info({ route: '/reset' }, 'request answered');
  const line: unknown = JSON.parse(lines[0] ?? '');
  expect(line).toMatchObject({
    level: 'info',
    requestId: 'r1',
    route: '/reset',
    message: 'request answered',
  });
  expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/));
});

test.each([
  'password',
  'newPassword',
  'code',
  'token',
  'secret',
  'answer',
  'authorization',
  'cookie',
  'set-cookie',
])('never shows what goes by the name %s, at the top or one level down', (name) => {
  const { log, lines } = capture();
  log.info({ [name]: canary, request: { [name]: canary } }, 'canary');
  expect(lines.join('')).not.toContain(canary);
  expect(lines.join('')).toContain('[secret]');
});

test('shows of an error its name, message, code and causes, and nothing else it carries', () => {
  const { log, lines } = capture();
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', payload: canary });
  const error = Object.assign(new Error('failed', { cause }), { request: { body: canary } });
  log.error({ error }, 'failed');
  log.error({ err: error }, 'failed');
  expect(lines.join('')).not.toContain(canary);
  for (const line of lines) {
    expect(line).toContain('"message":"refused"');
    expect(line).toContain('"code":"ECONNREFUSED"');
  }
});

test('keeps what a visitor typed on one line', () => {
  const { log, lines } = capture();
  log.info({ userAgent: 'x\r\n{"level":"error","message":"forged"}\u2028' }, 'seen');
  expect(lines).toHaveLength(1);
  expect((lines[0] ?? '').trimEnd()).not.toMatch(/[\r\n]/);
});

test('writes nothing below its level', () => {
  const { log, lines } = capture('error');
  log.info({}, 'a');
  log.warn({}, 'b');
  log.error({}, 'c');
  expect(lines).toHaveLength(1);
});
