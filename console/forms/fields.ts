import { unitFor, type DurationUnit } from '../locales/format.ts';

/** What of JSON Schema 2020-12 the settings of Postern use. */
interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly secret?: boolean;
}

interface FieldBase {
  /** The property's own name. */
  readonly name: string;
  /** From the schema, for a setting that the console has no words for. */
  readonly title: string;
  readonly description: string | undefined;
}

export interface Unit {
  readonly name: DurationUnit;
  readonly seconds: number;
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Present when the number counts seconds: people read and type it in this unit. */
  readonly unit: Unit | undefined;
}

export type FormField =
  | NumberField
  | (FieldBase & { readonly kind: 'switch' })
  | (FieldBase & { readonly kind: 'text'; readonly maxLength: number | undefined })
  | (FieldBase & { readonly kind: 'secret' })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly string[] })
  | (FieldBase & {
      readonly kind: 'numbers';
      readonly item: NumberField;
      readonly minItems: number;
      readonly maxItems: number;
    });

/**
 * The form of a settings object, drawn from its JSON Schema: one field per property, in its order.
 * A property of a shape that no form here can show is left out; it can still be set as text.
 */
export function fieldsOf(schema: unknown): readonly FormField[] {
  const { properties = {} } = schema as JsonSchema;
  return Object.entries(properties).flatMap(([name, property]) => fieldOf(name, property) ?? []);
}

function fieldOf(name: string, schema: JsonSchema): FormField | undefined {
  const base: FieldBase = {
    name,
    title: schema.title ?? readable(name),
    description: schema.description,
  };
  if (schema.secret === true) return { ...base, kind: 'secret' };
  if (schema.enum !== undefined) {
    return { ...base, kind: 'choice', options: schema.enum.map(String) };
  }
  switch (schema.type) {
    case 'boolean':
      return { ...base, kind: 'switch' };
    case 'string':
      return { ...base, kind: 'text', maxLength: schema.maxLength };
    case 'integer':
    case 'number':
      return { ...base, kind: 'number', ...rangeOf(name, schema) };
    case 'array':
      return schema.items?.type === 'integer' || schema.items?.type === 'number'
        ? {
            ...base,
            kind: 'numbers',
            item: { ...base, kind: 'number', ...rangeOf(name, schema.items) },
            minItems: schema.minItems ?? 0,
            maxItems: schema.maxItems ?? 20,
          }
        : undefined;
    default:
      return undefined;
  }
}

/** A name that ends in `Seconds` is a length of time (units are in names). */
function rangeOf(name: string, schema: JsonSchema): Pick<NumberField, 'min' | 'max' | 'unit'> {
  const min = unlessUnbounded(schema.minimum);
  const max = unlessUnbounded(schema.maximum);
  if (!name.endsWith('Seconds')) return { min, max, unit: undefined };
  const [unit, seconds] = unitFor([min ?? 0, max ?? 0].filter((bound) => bound > 0));
  return { min, max, unit: { name: unit, seconds } };
}

/** A whole number without a range carries the bounds of what a number can hold exactly. */
function unlessUnbounded(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;
}

/** `codeLength` becomes `Code length`. */
function readable(name: string): string {
  const words = name
    .replace(/Seconds$/, '')
    .replaceAll(/([A-Z])/g, ' $1')
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
  const value = Number(text) * (field.unit?.seconds ?? 1);
  const low = field.min !== undefined && value < field.min;
  const high = field.max !== undefined && value > field.max;
  return low || high ? { ok: false, why: 'out-of-range' } : { ok: true, value };
}

/** A kept number in the unit that people type. */
export function showNumber(value: number, field: NumberField): string {
  return String(value / (field.unit?.seconds ?? 1));
}
