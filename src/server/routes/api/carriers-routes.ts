import { type CarriersView, carriersEndpoints as endpoints } from '../../../contract/carriers.ts';
import type { CarrierTests } from '../../../services/carriers/carrier-test.ts';
import type {
  CarriersDetail,
  CarriersService,
} from '../../../services/carriers/carriers-service.ts';
import { needing, type Route } from './route.ts';

export function carriersRoutes(deps: {
  readonly carrierSettings: CarriersService;
  readonly carrierTests: CarrierTests;
}): readonly Route[] {
  const { carrierSettings, carrierTests } = deps;
  return [
    needing('settings.read', endpoints.getCarriers, async ({ caller }) =>
      carriersView(await carrierSettings.current(caller)),
    ),
    needing('settings.write', endpoints.replaceCarriers, async ({ caller, body }) => {
      const { version, ...typed } = body;
      return carriersView(await carrierSettings.replace(caller, version, typed));
    }),
    needing('settings.read', endpoints.listCarrierKinds, ({ caller }) => {
      const { items, countries } = carrierSettings.kinds(caller);
      return Promise.resolve({
        items: items.map((one) => ({ ...one, kinds: [...one.kinds] })),
        countries: [...countries],
      });
    }),
    needing('settings.write', endpoints.testCarrier, async ({ caller, params, body }) => {
      const delivery = await carrierTests.send(caller, params.id, body.to);
      const reason = delivery.status === 'accepted' ? null : delivery.reason;
      return { status: delivery.status, reason };
    }),
    needing('settings.write', endpoints.resumeCountry, async ({ caller, params }) => {
      await carrierSettings.resume(caller, params.country);
      return undefined;
    }),
  ];
}

function carriersView(detail: CarriersDetail): CarriersView {
  return {
    version: detail.version,
    carriers: detail.carriers.map((one) => ({ ...one, secretsKept: [...one.secretsKept] })),
    standing: detail.standing.map((one) => ({ ...one })),
    countries: [...detail.countries],
    costPerDay: detail.costPerDay,
    spentToday: detail.spentToday,
    countryCounts: detail.countryCounts.map((one) => ({ ...one })),
  };
}
