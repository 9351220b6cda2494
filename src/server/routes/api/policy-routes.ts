import { type CurrentPolicy, policyEndpoints as endpoints } from '../../../contract/policy.ts';
import { questionText } from '../../../locales/questions.ts';
import type {
  CurrentPolicyDetail,
  PolicyService,
} from '../../../services/policy/policy-service.ts';
import type { ShutOutService } from '../../../services/policy/shut-out.ts';
import { needing, type Route } from './route.ts';
import { groupView } from './views.ts';

export function policyRoutes({
  policy,
  shutOut,
}: {
  readonly policy: PolicyService;
  readonly shutOut: ShutOutService;
}): readonly Route[] {
  return [
    needing('policy.read', endpoints.getPolicy, async ({ caller }) =>
      currentView(await policy.current(caller)),
    ),
    needing('policy.write', endpoints.replacePolicy, async ({ caller, body }) =>
      currentView(await policy.replace(caller, body.version, body.policy)),
    ),
    needing('policy.read', endpoints.previewPolicy, async ({ caller, body }) => {
      const { changes, ...affected } = await policy.preview(caller, body.policy);
      return { changes: changes.map((change) => ({ ...change })), ...affected };
    }),
    needing('users.read', endpoints.previewShutOut, async ({ caller, body }) => {
      const { people, ...counted } = await shutOut.by(caller, body.policy);
      return {
        ...counted,
        people: people.map(({ user, reason }) => ({
          directoryId: user.ref.directoryId,
          anchor: user.ref.anchor,
          username: user.username,
          displayName: user.displayName,
          reason,
        })),
      };
    }),
    needing('policy.read', endpoints.presetPolicy, ({ caller, params }) =>
      Promise.resolve(policy.preset(caller, params.preset)),
    ),
    needing('policy.read', endpoints.listMethods, ({ caller, visitor }) =>
      Promise.resolve({
        items: policy.methods(caller).map((method) => ({
          ...method,
          settingsSchema: withWords(method.settingsSchema, visitor.locale),
        })),
      }),
    ),
    needing('policy.read', endpoints.listLimits, async ({ caller }) => ({
      items: (await policy.limits(caller)).map(({ range: [least, most], cleared, ...limit }) => ({
        ...limit,
        cleared: [...cleared],
        range: [least, most] as [number, number],
      })),
    })),
  ];
}

function currentView(current: CurrentPolicyDetail): CurrentPolicy {
  const { version, policy, updatedAt, updatedBy, groups } = current;
  return { version, policy, updatedAt, updatedBy, groups: groups.map(groupView) };
}

/** Choices whose words are Postern's own, in the language of whoever reads them: the schema itself knows ids alone. */
function withWords(schema: Record<string, unknown>, locale: string): Record<string, unknown> {
  const { properties } = schema as { readonly properties?: Readonly<Record<string, Property>> };
  if (properties === undefined) return schema;
  const worded = Object.entries(properties).map(([name, property]) => {
    const options = property.words === 'questions' ? (property.items?.enum ?? []) : [];
    const optionTexts = options.map((id) => [id, questionText(locale, id)] as const);
    return [
      name,
      options.length === 0
        ? property
        : { ...property, optionTexts: Object.fromEntries(optionTexts) },
    ];
  });
  return { ...schema, properties: Object.fromEntries(worded) };
}

interface Property {
  readonly words?: string;
  readonly items?: { readonly enum?: readonly string[] };
}
