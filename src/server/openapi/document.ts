import type { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Access, Route } from '../routes/api/route.ts';
import {
  type JsonSchema,
  jsonSchema,
  jsonSchemas,
  nameShapes,
  refTo,
  type ShapeNames,
} from './schemas.ts';

type Described = Pick<Route, 'endpoint' | 'access'>;

/** The part of an OpenAPI 3.1 description that this makes. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: typeof securitySchemes;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly 'x-permission'?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

const description = [
  'Everything the console does, it does through this API.',
  'Authenticate with an API key (`Authorization: Bearer ptn_…`) or with a console session (a cookie, and its form',
  'token with every request that changes something); never with both. Errors are RFC 9457 problems with a stable',
  '`code`. Fields, parameters and bodies that are not described are refused. Times are epoch milliseconds, UTC.',
].join(' ');

const securitySchemes = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key; its scopes are permissions.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-postern-console',
    description: 'Set by `signIn`; without the prefix on http loopback.',
  },
  formToken: {
    type: 'apiKey',
    in: 'header',
    name: 'Postern-Form-Token',
    description: 'From the session’s answer; needed with its cookie for everything but reading.',
  },
  reset: {
    type: 'apiKey',
    in: 'header',
    name: 'Postern-Reset',
    description: 'The token of one reset; a new one comes with every accepted proof.',
  },
} as const;

/** Describes a table of routes (OpenAPI 3.1) from the schemas that check its requests. */
export function openApiDocument(routes: readonly Described[], version: string): OpenApiDocument {
  const endpoints = routes.map(({ endpoint }) => endpoint);
  const sent = nameShapes(endpoints.flatMap((one) => named(one, 'Body', one.body)));
  const answered = nameShapes(endpoints.flatMap((one) => named(one, 'Answer', one.response)));
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const { path, method } = route.endpoint;
    paths[path] = { ...paths[path], [method]: operationOf(route, sent, answered) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Postern', version, description },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes,
      schemas: { ...jsonSchemas(sent, 'input'), ...jsonSchemas(answered, 'output') },
    },
  };
}

function named(
  { id }: Endpoint,
  part: string,
  shape: z.ZodType | undefined,
): readonly (readonly [string, z.ZodType])[] {
  return shape ? [[`${id[0]?.toUpperCase()}${id.slice(1)}${part}`, shape]] : [];
}

function operationOf(
  { endpoint, access }: Described,
  sent: ShapeNames,
  answered: ShapeNames,
): Operation {
  const parameters = [
    ...parametersIn('path', endpoint.params),
    ...parametersIn('query', endpoint.query),
  ];
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(access !== 'public' && access !== 'signed-in' && { 'x-permission': access }),
    security: securityOf(access, endpoint),
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: refIn(sent, endpoint.body) } },
      },
    }),
    responses: {
      [endpoint.status]: { description: 'Done', ...contentOf(endpoint, answered) },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
      },
    },
  };
}

function parametersIn(place: Parameter['in'], shape: z.ZodType | undefined): Parameter[] {
  if (!shape) return [];
  const { properties = {}, required = [] } = jsonSchema(shape);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: typeof property === 'object' ? property : {},
  }));
}

function refIn(names: ShapeNames, shape: z.ZodType): JsonSchema {
  return { $ref: refTo(names.get(shape) ?? '') };
}

function contentOf(endpoint: Endpoint, answered: ShapeNames): { readonly content?: Content } {
  if (endpoint.files) {
    const file = { schema: { type: 'string' } } as const;
    return { content: Object.fromEntries(endpoint.files.map((type) => [type, file])) };
  }
  if (!endpoint.response) return {};
  return { content: { 'application/json': { schema: refIn(answered, endpoint.response) } } };
}

/** Each entry is one way in; what stands in one entry is needed together. */
function securityOf(access: Access, { method, path }: Endpoint): Operation['security'] {
  if (access === 'public') return path.startsWith('/resets/current') ? [{ reset: [] }] : [];
  const session = method === 'get' ? { session: [] } : { session: [], formToken: [] };
  return access === 'signed-in' ? [session] : [{ key: [access] }, session];
}
