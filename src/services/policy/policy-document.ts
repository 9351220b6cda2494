import { z } from 'zod';
import { authorize } from '../../domain/access/actor.ts';
import { type FieldFault, PosternError } from '../../domain/errors.ts';
import { checkShape } from '../../domain/faults.ts';
import { type GroupRef, sameGroup } from '../../domain/identity.ts';
import {
  type Policy,
  policySchema,
  presetSchema,
  scopeSchema,
} from '../../domain/policy/policy.ts';
import { type MethodCatalogue, presetPolicy } from '../../domain/policy/presets.ts';
import type { Directories } from '../../ports/directory.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Caller } from '../access/caller.ts';
import { groupsNamed, readGroup, readGroups } from './group-names.ts';
import { catalogueOf, type PolicyReader } from './policy-reader.ts';

/** A group as people write it down: by name alone, or with the ids that a rename does not touch. */
const namedGroupSchema = z.union([
  z.string().min(1).max(128),
  z.strictObject({
    name: z.string().min(1).max(128).optional(),
    directory: z.string().min(1).max(64).optional(),
    anchor: z.string().min(1).max(128).optional(),
  }),
]);
type NamedGroup = z.infer<typeof namedGroupSchema>;

const documentSchema = policySchema.extend({
  scope: scopeSchema.extend({
    includeGroups: z.array(namedGroupSchema).max(1000),
    excludeGroups: z.array(namedGroupSchema).max(1000),
  }),
});

/** The policy as it is kept in version control: whole, in one fixed order, with groups by name. */
export type PolicyDocument = z.infer<typeof documentSchema>;

export interface PolicyDocuments {
  /** The policy in force. */
  write(caller: Caller): Promise<PolicyDocument>;
  /**
   * The policy a document stands for; a setting it leaves out has its preset's value. A group is found by its
   * anchor or, in another installation, by its name. Throws `bad-request` with the dotted paths of what is wrong.
   */
  read(caller: Caller, document: unknown): Promise<Policy>;
}

export function createPolicyDocuments(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly methods: MethodRegistry;
}): PolicyDocuments {
  const { storage, directories, policies } = deps;
  const catalogue = catalogueOf(deps.methods);

  async function named(tenantId: string, refs: readonly GroupRef[]): Promise<NamedGroup[]> {
    const groups = await readGroups(directories, tenantId, refs);
    return refs.map(({ directoryId, anchor }) => {
      const known = groups.find(({ ref }) => sameGroup(ref, { directoryId, anchor }));
      return { ...(known && { name: known.name }), directory: directoryId, anchor };
    });
  }

  async function resolve(
    tenantId: string,
    path: string,
    entry: NamedGroup,
    kept: readonly GroupRef[],
  ): Promise<GroupRef | FieldFault> {
    const { name, directory, anchor } =
      typeof entry === 'string' ? { name: entry, directory: undefined, anchor: undefined } : entry;
    if (directory !== undefined && anchor !== undefined) {
      const ref = { directoryId: directory, anchor };
      // One that is gone and stands in the policy already may stay, as it may everywhere.
      if (
        kept.some((one) => sameGroup(one, ref)) ||
        (await readGroup(directories, tenantId, ref))
      ) {
        return ref;
      }
    }
    if (name === undefined) return { path, code: 'unknown-group' };
    const found = await groupsNamed(directories, tenantId, name);
    const narrowed = found.filter(({ ref }) => ref.directoryId === directory);
    const [match, another] = narrowed.length > 0 ? narrowed : found;
    if (!match) return { path, code: 'unknown-group' };
    return another ? { path, code: 'ambiguous-group' } : match.ref;
  }

  return {
    async write({ actor }) {
      authorize(actor, 'policy.read');
      const { policy } = await policies.current(storage, actor.tenantId);
      const { scope, ...rest } = policy;
      return inOrder({
        ...rest,
        scope: {
          mode: scope.mode,
          includeGroups: await named(actor.tenantId, scope.includeGroups),
          excludeGroups: await named(actor.tenantId, scope.excludeGroups),
        },
      });
    },

    async read({ actor }, document) {
      authorize(actor, 'policy.read');
      const checked = checkShape(documentSchema, withPreset(document, catalogue));
      if (!checked.ok) throw new PosternError('bad-request', { faults: checked.faults });
      const { scope, ...rest } = checked.value;
      const { policy: before } = await policies.current(storage, actor.tenantId);
      const resolveAll = (list: 'includeGroups' | 'excludeGroups') =>
        Promise.all(
          scope[list].map((entry, index) =>
            resolve(actor.tenantId, `scope.${list}.${index}`, entry, before.scope[list]),
          ),
        );
      const resolved = {
        includeGroups: await resolveAll('includeGroups'),
        excludeGroups: await resolveAll('excludeGroups'),
      };
      const faults = [...resolved.includeGroups, ...resolved.excludeGroups].filter(isFault);
      if (faults.length > 0) throw new PosternError('bad-request', { faults });
      return policySchema.parse({ ...rest, scope: { mode: scope.mode, ...resolved } });
    },
  };
}

function isFault(resolved: GroupRef | FieldFault): resolved is FieldFault {
  return 'code' in resolved;
}

/** Keys in the order of the schema, whatever order they were stored in, so that a diff shows changes alone. */
function inOrder(document: PolicyDocument): PolicyDocument {
  const methods = Object.entries(document.methods).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return documentSchema.parse({ ...document, methods: Object.fromEntries(methods) });
}

function withPreset(document: unknown, catalogue: MethodCatalogue): unknown {
  if (!isRecord(document)) return document;
  const preset = presetSchema.safeParse(document['preset'] ?? 'recommended');
  return preset.success ? over(presetPolicy(preset.data, catalogue), document) : document;
}

/** What is said lies over what is not; lists and plain values are taken whole. */
function over(base: unknown, said: unknown): unknown {
  if (!isRecord(base) || !isRecord(said)) return said;
  const merged = Object.entries(said).map(([key, value]) => [
    key,
    Object.hasOwn(base, key) ? over(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(merged) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
