import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { passwordPolicySchema, sessionPolicySchema } from '../../src/contract/shapes.ts';
import {
  fieldsOf,
  type FormField,
  initialOf,
  type NumberField,
  readNumber,
  showNumber,
} from './fields.ts';

const schema = z.strictObject({
  enabled: z.boolean(),
  codeLength: z.int().min(6).max(12),
  lifetimeSeconds: z.int().min(300).max(3600),
  waitSeconds: z.int().min(30).max(90),
  anyNumber: z.int(),
  carrier: z.enum(['smpp', 'http']),
  senderName: z.string().max(11).meta({ title: 'Sender', description: 'Shown on the phone.' }),
  apiKey: z.string().meta({ secret: true }),
  steps: z.array(z.int().min(30).max(3600)).min(1).max(5),
  words: z.array(z.string()),
  colours: z.array(z.enum(['red', 'dark-green'])),
  holdHours: z.int().min(0).max(168),
  cap: z.int().min(1).max(9).nullable(),
  questions: z
    .array(
      z.strictObject({
        id: z.string(),
        text: z.string(),
        texts: z.record(z.enum(['de', 'en']), z.string().max(200)),
      }),
    )
    .max(50),
  sender: z.strictObject({ name: z.string().default('Postern'), loud: z.boolean() }),
  anything: z.unknown(),
});

const fields = new Map(fieldsOf(z.toJSONSchema(schema)).map((field) => [field.name, field]));

function numberField(name: string): NumberField {
  const field: FormField | undefined = fields.get(name);
  if (field?.kind !== 'number') throw new Error(`${name} is no number`);
  return field;
}

describe('the form of a settings schema', () => {
  test('has a field per property, in the order of the schema', () => {
    expect([...fields.values()].map(({ name, kind }) => [name, kind])).toEqual([
      ['enabled', 'switch'],
      ['codeLength', 'number'],
      ['lifetimeSeconds', 'number'],
      ['waitSeconds', 'number'],
      ['anyNumber', 'number'],
      ['carrier', 'choice'],
      ['senderName', 'text'],
      ['apiKey', 'secret'],
      ['steps', 'numbers'],
      ['words', 'words'],
      ['colours', 'choices'],
      ['holdHours', 'number'],
      ['cap', 'number'],
      ['questions', 'list'],
      ['sender', 'group'],
    ]);
  });

  test('reads ranges, and takes the bounds of every whole number for none', () => {
    expect(numberField('codeLength')).toMatchObject({ min: 6, max: 12, unit: undefined });
    expect(numberField('anyNumber')).toMatchObject({ min: undefined, max: undefined });
    expect(fields.get('steps')).toMatchObject({ minItems: 1, maxItems: 5, item: { min: 30 } });
  });

  test('shows a length of time in the largest unit that needs no fraction', () => {
    expect(numberField('lifetimeSeconds').unit).toEqual({ name: 'minute', size: 60 });
    expect(numberField('waitSeconds').unit).toEqual({ name: 'second', size: 1 });
  });

  test('shows a length of time as its name says, and lets what may be nothing be empty', () => {
    expect(numberField('holdHours').unit).toEqual({ name: 'hour', size: 1 });
    expect(numberField('cap')).toMatchObject({ nullable: true, min: 1, initial: null });
    expect(numberField('codeLength')).toMatchObject({ nullable: false, initial: 6 });
  });

  test('starts a new thing of a list with what its schema says, and an id that nobody types', () => {
    const questions = fields.get('questions');
    if (questions?.kind !== 'list') throw new Error('questions are no list');
    expect(questions).toMatchObject({ identified: true, minItems: 0, maxItems: 50 });
    expect(questions.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['text', 'text'],
      ['texts', 'texts'],
    ]);
    expect(questions.fields[1]).toMatchObject({ keys: ['de', 'en'], maxLength: 200 });
    expect(initialOf(questions.fields, 'a1')).toEqual({ id: 'a1', text: '', texts: {} });
    expect(fields.get('sender')).toMatchObject({ initial: { name: 'Postern', loud: false } });
  });

  test('uses the schema’s own words, or makes words of the name', () => {
    expect(fields.get('senderName')).toMatchObject({
      title: 'Sender',
      description: 'Shown on the phone.',
    });
    expect(fields.get('codeLength')?.title).toBe('Code length');
    expect(fields.get('lifetimeSeconds')?.title).toBe('Lifetime');
  });

  test('shows every setting of the session, and of passwords', () => {
    const names = (shape: z.ZodType) => fieldsOf(z.toJSONSchema(shape)).map(({ name }) => name);
    expect(names(sessionPolicySchema)).toEqual(Object.keys(sessionPolicySchema.shape));
    expect(names(passwordPolicySchema)).toEqual(Object.keys(passwordPolicySchema.shape));
  });
});

describe('a typed number', () => {
  test('is kept in seconds and shown in minutes', () => {
    const field = numberField('lifetimeSeconds');
    expect(readNumber(' 15 ', field)).toEqual({ ok: true, value: 900 });
    expect(showNumber(900, field)).toBe('15');
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ten', 'no-number'],
    ['7.5', 'no-number'],
    ['1e1', 'no-number'],
    ['5', 'out-of-range'],
    ['13', 'out-of-range'],
    ['-8', 'out-of-range'],
  ])('refuses %j as %s', (typed, why) => {
    expect(readNumber(typed, numberField('codeLength'))).toEqual({ ok: false, why });
  });

  test.each(['6', '12', '007'])('takes %j', (typed) => {
    expect(readNumber(typed, numberField('codeLength'))).toEqual({
      ok: true,
      value: Number(typed),
    });
  });
});
