import { z } from 'zod';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const breakGlassCodeSchema = z.strictObject({
  id: z.string(),
  /** Where it is kept, or by whom. */
  label: z.string(),
  createdAt: timeSchema,
  usedAt: timeSchema.nullable(),
  /** The reset it opened. */
  usedIn: z.string().nullable(),
  revokedAt: timeSchema.nullable(),
});
export type BreakGlassCodeView = z.infer<typeof breakGlassCodeSchema>;

/** Sealed codes, the last way back in for administrators. */
export const breakGlassEndpoints = {
  listBreakGlassCodes: endpoint({
    id: 'listBreakGlassCodes',
    method: 'get',
    path: '/break-glass-codes',
    tag: 'Break-glass codes',
    summary: 'Sealed codes, used and revoked ones too, oldest first; never the codes themselves',
    status: 200,
    response: z.strictObject({ items: z.array(breakGlassCodeSchema) }),
  }),
  createBreakGlassCode: endpoint({
    id: 'createBreakGlassCode',
    method: 'post',
    path: '/break-glass-codes',
    tag: 'Break-glass codes',
    summary:
      'Make a code to seal and lock away; it is in this answer and never again, and all are told',
    body: z.strictObject({
      label: z
        .string()
        .trim()
        .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,120}$/u),
    }),
    status: 201,
    response: z.strictObject({ id: z.string(), code: z.string().meta({ secret: true }) }),
  }),
  revokeBreakGlassCode: endpoint({
    id: 'revokeBreakGlassCode',
    method: 'delete',
    path: '/break-glass-codes/{id}',
    tag: 'Break-glass codes',
    summary: 'Make a code that was not used void',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    status: 204,
  }),
};
