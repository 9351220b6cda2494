import { z } from 'zod';
import { dataSection } from './data.ts';
import { databaseSection } from './database.ts';
import { keysSection } from './keys.ts';
import { listenSection } from './listen.ts';
import { logSection } from './log.ts';
import { mailSection } from './mail.ts';
import { metricsSection } from './metrics.ts';
import { proxiesSection } from './proxies.ts';
import { pushSection } from './push.ts';
import { siteSection } from './site.ts';

/** Every process setting; each section is one file beside this one. */
export const configSchema = z.strictObject({
  listen: listenSection.prefault({}),
  site: siteSection.prefault({}),
  proxies: proxiesSection.prefault({}),
  push: pushSection.prefault({}),
  data: dataSection.prefault({}),
  database: databaseSection.prefault({}),
  keys: keysSection.prefault({}),
  mail: mailSection.prefault({}),
  log: logSection.prefault({}),
  metrics: metricsSection.prefault({}),
});
export type CheckedConfig = z.output<typeof configSchema>;

const sections = {
  listen: listenSection,
  site: siteSection,
  proxies: proxiesSection,
  push: pushSection,
  data: dataSection,
  database: databaseSection,
  keys: keysSection,
  mail: mailSection,
  log: logSection,
  metrics: metricsSection,
} as const;

/** One setting, as the file, the environment, the fault report and the documentation know it. */
export interface Setting {
  /** Dotted path in the file, such as `mail.host`. */
  readonly path: string;
  readonly variable: string;
  readonly type: 'text' | 'number' | 'list';
  readonly description: string;
  readonly example: string;
  /** JSON of the default, or null for none. */
  readonly defaultText: string | null;
  readonly secret: boolean;
}

const metaSchema = z.looseObject({
  description: z.string(),
  example: z.string(),
  variable: z.string().optional(),
  secret: z.boolean().optional(),
});

/** The table of settings, read from the schemas themselves. */
export const settings: readonly Setting[] = Object.entries(sections).flatMap(([section, schema]) =>
  Object.entries(schema.shape).map(([name, field]) => describe(`${section}.${name}`, field)),
);

function describe(path: string, field: z.ZodType): Setting {
  const meta = metaSchema.parse(field.meta());
  const value: unknown = field.parse(undefined);
  return {
    path,
    variable:
      meta.variable ??
      `POSTERN_${path
        .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
        .replaceAll('.', '_')
        .toUpperCase()}`,
    type: typeOf(field),
    description: meta.description,
    example: meta.example,
    defaultText: value === null ? null : JSON.stringify(value),
    secret: meta.secret === true,
  };
}

function typeOf(field: z.ZodType): Setting['type'] {
  const shape = JSON.stringify(z.toJSONSchema(field, { io: 'input' }));
  if (shape.includes('"type":"array"')) return 'list';
  return shape.includes('"type":"integer"') ? 'number' : 'text';
}
