import { z } from 'zod';
import {
  apiKeySchema,
  permissionSchema,
  roleSchema,
  signedInSchema,
} from '../../contract/access.ts';
import { auditRecordSchema, overviewSchema } from '../../contract/activity.ts';
import { groupSchema, problemSchema } from '../../contract/common.ts';
import { currentPolicySchema } from '../../contract/policy.ts';
import { resetViewSchema } from '../../contract/resets.ts';
import { userDetailSchema, userSchema } from '../../contract/users.ts';
import { policySchema } from '../../domain/policy/policy.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Shapes that have a name of their own in the description; every other one is named after its operation. */
const namedShapes: Readonly<Record<string, z.ZodType>> = {
  ApiKey: apiKeySchema,
  AuditRecord: auditRecordSchema,
  CurrentPolicy: currentPolicySchema,
  Group: groupSchema,
  Overview: overviewSchema,
  Permission: permissionSchema,
  Policy: policySchema,
  Problem: problemSchema,
  Reset: resetViewSchema,
  Role: roleSchema,
  SignedIn: signedInSchema,
  User: userSchema,
  UserDetail: userDetailSchema,
};

/** Names for every shape that stands in a body or an answer: its own, or that of the first operation to use it. */
export type ShapeNames = ReadonlyMap<z.ZodType, string>;

export function nameShapes(
  shapes: Iterable<readonly [name: string, shape: z.ZodType]>,
): Map<z.ZodType, string> {
  const names = new Map(Object.entries(namedShapes).map(([name, shape]) => [shape, name]));
  for (const [name, shape] of shapes) if (!names.has(shape)) names.set(shape, name);
  return names;
}

export const refTo = (name: string) => `#/components/schemas/${name}`;

/** The schemas as they are sent (`input`) or answered (`output`), referring to each other by name. */
export function jsonSchemas(names: ShapeNames, io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [shape, id] of names) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: refTo, override: plain });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

/** The schema of one shape that stands for itself. */
export function jsonSchema(shape: z.ZodType): JsonSchema {
  return bare(z.toJSONSchema(shape, { io: 'input', override: plain }));
}

/** Which dialect it is and where it stands is said by the document around it. */
function bare({ $schema: _dialect, $id: _address, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** Standing bounds of every whole number in JavaScript say nothing about this one. */
function plain({ jsonSchema: schema }: { jsonSchema: JsonSchema }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
