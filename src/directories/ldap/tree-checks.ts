import { PosternError } from '../../domain/errors.ts';
import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import type { Random } from '../../ports/random.ts';
import type { Dialect } from './dialect.ts';
import type { LdapEntry } from './entry.ts';
import { LdapRefusal, LinkError } from './faults.ts';
import { allOf, equals, type Filter, present, readFilter } from './filters.ts';
import type { LdapService } from './service.ts';
import type { TreeSettings } from './tree-settings.ts';

export interface TreeChecksDeps {
  readonly service: LdapService;
  readonly settings: TreeSettings;
  readonly dialect: Dialect;
  readonly random: Random;
}

/** Slower than the same server's quickest answer by this much, a search was not made by an index. */
const unindexedMs = 15;

/** Everything that Postern needs of the directory, tried on it without changing anything. */
export async function checkTree(deps: TreeChecksDeps): Promise<readonly DirectoryCheck[]> {
  const { service, settings, dialect } = deps;
  const link = await checkLink(service);
  if (link.some(({ status }) => status === 'failed')) return link;

  const base = await service.read(settings.baseDn, ['1.1']).catch(refusalAsNull);
  if (base === null) {
    const detail = `nothing is to be seen at ${settings.baseDn}`;
    return [...link, { id: 'base', status: 'failed', detail }];
  }
  const people = await sampleOf(deps, settings.baseDn, settings.peopleFilter);
  const groups = await sampleOf(
    deps,
    settings.groupBaseDn ?? settings.baseDn,
    settings.groupFilter,
  );
  return [
    ...link,
    { id: 'base', status: 'passed', detail: settings.baseDn },
    people === null
      ? { id: 'find-people', status: 'failed', detail: `nobody matches ${settings.peopleFilter}` }
      : { id: 'find-people', status: 'passed', detail: `such as ${people.dn}` },
    groups === null
      ? { id: 'find-groups', status: 'warning', detail: `none matches ${settings.groupFilter}` }
      : { id: 'find-groups', status: 'passed', detail: `such as ${groups.dn}` },
    anchorCheck(people, dialect.anchorAttribute),
    await checkIndexes(deps),
    ...(await dialect.check(people)),
  ];
}

/** The first three, which need nothing but the connection. */
export async function checkLink(service: LdapService): Promise<readonly DirectoryCheck[]> {
  try {
    await service.read('', ['1.1']);
  } catch (error) {
    const cause = error instanceof PosternError ? error.cause : error;
    if (!(cause instanceof LinkError) && !(cause instanceof LdapRefusal)) throw error;
    if (cause instanceof LinkError) return brokenLink(cause);
  }
  const { server, latencyMs } = service.health();
  return [
    { id: 'reach', status: 'passed', detail: `${server} in ${Math.round(latencyMs ?? 0)} ms` },
    { id: 'encryption', status: 'passed', detail: 'the certificate and its name verify' },
    { id: 'sign-in', status: 'passed', detail: 'the service account signs in' },
  ];
}

function brokenLink({ fault, message }: LinkError): readonly DirectoryCheck[] {
  const reached: DirectoryCheck = { id: 'reach', status: 'passed', detail: 'a server answers' };
  if (fault === 'unreachable') return [{ id: 'reach', status: 'failed', detail: message }];
  if (fault === 'not-trusted')
    return [reached, { id: 'encryption', status: 'failed', detail: message }];
  return [
    reached,
    { id: 'encryption', status: 'passed', detail: 'the certificate and its name verify' },
    { id: 'sign-in', status: 'failed', detail: message },
  ];
}

async function sampleOf(
  { service, settings, dialect }: TreeChecksDeps,
  base: string,
  written: string,
): Promise<LdapEntry | null> {
  const filter = readFilter(written) ?? present('objectClass');
  const attributes = [dialect.anchorAttribute, settings.usernameAttribute, ...dialect.attributes];
  const search = { base, scope: 'sub', filter, attributes, sizeLimit: 1 } as const;
  const found = await service.search(search).catch(refusalAsNull);
  return found?.[0] ?? null;
}

function anchorCheck(sample: LdapEntry | null, attribute: string): DirectoryCheck {
  if (sample === null)
    return { id: 'anchor', status: 'unknown', detail: 'there is nobody to ask of' };
  const value = sample.text(attribute);
  return value === null
    ? { id: 'anchor', status: 'failed', detail: `${attribute} of ${sample.dn} may not be read` }
    : { id: 'anchor', status: 'passed', detail: `${attribute}: ${value}` };
}

/** Every attribute that is searched for by its value, timed with a value that nobody has. */
async function checkIndexes({
  service,
  settings,
  dialect,
  random,
}: TreeChecksDeps): Promise<DirectoryCheck> {
  const people = readFilter(settings.peopleFilter) ?? present('objectClass');
  const groups = readFilter(settings.groupFilter) ?? present('objectClass');
  const nobody = `cn=${random.id('usr')},${settings.baseDn}`;
  const asked: (readonly [attribute: string, base: string, filter: Filter])[] = [
    ...settings.loginAttributes.map(
      (name) => [name, settings.baseDn, allOf([people, equals(name, random.id('usr'))])] as const,
    ),
    [
      dialect.anchorAttribute,
      settings.baseDn,
      allOf([people, equals(dialect.anchorAttribute, '00000000-0000-4000-8000-000000000000')]),
    ],
    ...settings.memberAttributes.map(
      (name) =>
        [
          name,
          settings.groupBaseDn ?? settings.baseDn,
          allOf([groups, equals(name, nobody)]),
        ] as const,
    ),
  ];
  const floorMs = await quickest(() => service.read('', ['1.1']));
  const slow: string[] = [];
  for (const [name, base, filter] of asked) {
    const search = { base, scope: 'sub', filter, attributes: ['1.1'], sizeLimit: 1 } as const;
    try {
      const tookMs = (await quickest(() => service.search(search))) - floorMs;
      if (tookMs > unindexedMs) slow.push(`${name} (${Math.round(tookMs)} ms)`);
    } catch (error) {
      if (refusalAsNull(error) === null) slow.push(`${name} (refused)`);
    }
  }
  return slow.length === 0
    ? { id: 'indexes', status: 'passed', detail: 'every look-up is quick' }
    : { id: 'indexes', status: 'warning', detail: `no index serves ${slow.join(', ')}` };
}

async function quickest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

/** For reads whose refusal says as much as nothing found; without an answer there is nothing to say. */
function refusalAsNull(error: unknown): null {
  if (error instanceof PosternError && error.cause instanceof LdapRefusal) return null;
  throw error;
}
