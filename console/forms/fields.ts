import { unitFor, type DurationUnit } from '../locales/format.ts';

/** What of JSON Schema 2020-12 the settings of Postern use. */
interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly secret?: boolean;
  /** Words of each choice, where they are the server's own. */
  readonly optionTexts?: Readonly<Record<string, string>>;
}

interface FieldBase {
  /** The property's own name. */
  readonly name: string;
  /** From the schema, for a setting that the console has no words for. */
  readonly title: string;
  readonly description: string | undefined;
  /** Nothing may be kept in place of a value. */
  readonly nullable: boolean;
  /** What it starts with in something newly added. */
  readonly initial: unknown;
}

export interface Unit {
  readonly name: DurationUnit;
  /** How much of what is kept makes one of what is shown. */
  readonly size: number;
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Present when the number is a length of time: people read and type it in this unit. */
  readonly unit: Unit | undefined;
}

interface Counted {
  readonly minItems: number;
  readonly maxItems: number;
}

export type FormField =
  | NumberField
  | (FieldBase & { readonly kind: 'switch' })
  | (FieldBase & { readonly kind: 'text'; readonly maxLength: number | undefined })
  | (FieldBase & { readonly kind: 'secret' })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly string[] })
  | (FieldBase & {
      readonly kind: 'choices';
      readonly options: readonly string[];
      /** The server's own words for them, if it has any. */
      readonly optionTexts: Readonly<Record<string, string>>;
    })
  | (FieldBase & Counted & { readonly kind: 'numbers'; readonly item: NumberField })
  /** Short texts, one a line. */
  | (FieldBase & Counted & { readonly kind: 'words' })
  /** Things of one shape, in an order. */
  | (FieldBase &
      Counted & {
        readonly kind: 'list';
        readonly fields: readonly FormField[];
        /** Each carries an id that is made with it and stays; nobody types it. */
        readonly identified: boolean;
      })
  | (FieldBase & { readonly kind: 'group'; readonly fields: readonly FormField[] })
  /** One text by language, or by another key; the keys that may be used, when the schema says. */
  | (FieldBase & {
      readonly kind: 'texts';
      readonly keys: readonly string[] | undefined;
      readonly maxLength: number | undefined;
    });

export type ListField = Extract<FormField, { kind: 'list' }>;

const MOST_ITEMS = 20;

/**
 * The form of a settings object, drawn from its JSON Schema: one field per property, in its order.
 * A property of a shape that no form here can show is left out; it can still be set as text.
 */
export function fieldsOf(schema: unknown): readonly FormField[] {
  const { properties = {} } = schema as JsonSchema;
  return Object.entries(properties).flatMap(([name, property]) => fieldOf(name, property) ?? []);
}

function fieldOf(name: string, schema: JsonSchema, nullable = false): FormField | undefined {
  const value = valueIn(schema);
  if (value !== undefined) return fieldOf(name, { ...schema, anyOf: [], ...value }, true);
  const base: FieldBase = {
    name,
    title: schema.title ?? readable(name),
    description: schema.description,
    nullable,
    initial: schema.default ?? (nullable ? null : undefined),
  };
  if (schema.secret === true) return { ...base, kind: 'secret', initial: base.initial ?? '' };
  if (schema.enum !== undefined) {
    const options = schema.enum.map(String);
    return { ...base, kind: 'choice', options, initial: base.initial ?? options[0] };
  }
  switch (schema.type) {
    case 'boolean':
      return { ...base, kind: 'switch', initial: base.initial ?? false };
    case 'string':
      return {
        ...base,
        kind: 'text',
        maxLength: schema.maxLength,
        initial: base.initial ?? (nullable ? null : ''),
      };
    case 'integer':
    case 'number':
      return numberOf(base, schema);
    case 'array':
      return listOf(base, schema);
    case 'object':
      return objectOf(base, schema);
    default:
      return undefined;
  }
}

/** Of a value that may also be null, its own shape. */
function valueIn({ anyOf = [] }: JsonSchema): JsonSchema | undefined {
  const values = anyOf.filter((one) => one.type !== 'null');
  return values.length === 1 && anyOf.length === 2 ? values[0] : undefined;
}

function numberOf(base: FieldBase, schema: JsonSchema): NumberField {
  const bounds = rangeOf(base.name, schema);
  return {
    ...base,
    kind: 'number',
    ...bounds,
    initial: base.initial ?? (base.nullable ? null : (bounds.min ?? 0)),
  };
}

function listOf(base: FieldBase, schema: JsonSchema): FormField | undefined {
  const { items = {}, minItems = 0, maxItems = MOST_ITEMS } = schema;
  const counted = { ...base, minItems, maxItems, initial: base.initial ?? [] };
  if (items.enum !== undefined) {
    const { optionTexts = {} } = schema;
    return { ...counted, kind: 'choices', options: items.enum.map(String), optionTexts };
  }
  switch (items.type) {
    case 'integer':
    case 'number':
      return { ...counted, kind: 'numbers', item: numberOf(base, items) };
    case 'string':
      return { ...counted, kind: 'words', maxItems: schema.maxItems ?? Infinity };
    case 'object': {
      if (items.properties === undefined) return undefined;
      const { id, ...properties } = items.properties;
      return {
        ...counted,
        kind: 'list',
        fields: fieldsOf({ properties }),
        identified: id !== undefined,
      };
    }
    default:
      return undefined;
  }
}

function objectOf(base: FieldBase, schema: JsonSchema): FormField | undefined {
  if (schema.properties !== undefined) {
    const fields = fieldsOf(schema);
    return { ...base, kind: 'group', fields, initial: base.initial ?? initialOf(fields) };
  }
  const { additionalProperties: texts } = schema;
  if (typeof texts !== 'object' || texts.type !== 'string') return undefined;
  return {
    ...base,
    kind: 'texts',
    keys: schema.propertyNames?.enum?.map(String),
    maxLength: texts.maxLength,
    initial: base.initial ?? {},
  };
}

/** What something newly added to a list starts as. @param id for one that has an identity of its own. */
export function initialOf(
  fields: readonly FormField[],
  id?: string,
): Readonly<Record<string, unknown>> {
  const start = Object.fromEntries(fields.map(({ name, initial }) => [name, initial]));
  return id === undefined ? start : { id, ...start };
}

const unitsByName: readonly (readonly [RegExp, DurationUnit])[] = [
  [/Minutes$/, 'minute'],
  [/Hours$/, 'hour'],
  [/Days$/, 'day'],
];

/** A name says the unit of a length of time (units are in names); one in seconds is shown in the largest that fits. */
function rangeOf(name: string, schema: JsonSchema): Pick<NumberField, 'min' | 'max' | 'unit'> {
  const min = unlessUnbounded(schema.minimum);
  const max = unlessUnbounded(schema.maximum);
  if (name.endsWith('Seconds')) {
    const [unit, size] = unitFor([min ?? 0, max ?? 0].filter((bound) => bound > 0));
    return { min, max, unit: { name: unit, size } };
  }
  const named = unitsByName.find(([pattern]) => pattern.test(name))?.[1];
  return { min, max, unit: named === undefined ? undefined : { name: named, size: 1 } };
}

/** A whole number without a range carries the bounds of what a number can hold exactly. */
function unlessUnbounded(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;
}

/** `codeLength` becomes `Code length`, and so does `code-length`. */
export function readable(name: string): string {
  const words = name
    .replace(/(Seconds|Minutes|Hours|Days)$/, '')
    .replaceAll(/([A-Z])/g, ' $1')
    .replaceAll('-', ' ')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What was typed into a number field, or why it cannot be kept. */
export type TypedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly why: 'empty' | 'no-number' | 'out-of-range' };

/** @param typed in the field's own unit. */
export function readNumber(typed: string, field: NumberField): TypedNumber {
  const text = typed.trim();
  if (text === '') return { ok: false, why: 'empty' };
  if (!/^-?\d+$/.test(text)) return { ok: false, why: 'no-number' };
  const value = Number(text) * (field.unit?.size ?? 1);
  const low = field.min !== undefined && value < field.min;
  const high = field.max !== undefined && value > field.max;
  return low || high ? { ok: false, why: 'out-of-range' } : { ok: true, value };
}

/** A kept number in the unit that people type. */
export function showNumber(value: number, field: NumberField): string {
  return String(value / (field.unit?.size ?? 1));
}
