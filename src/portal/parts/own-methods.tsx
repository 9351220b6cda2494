import { fill, fillCounted, formatTime, type Language } from '../../locales/index.ts';
import type {
  RegisteredMethod,
  RegistrationOverview,
} from '../../services/registration/registration-service.ts';
import { nameOfMethod } from '../enrolments/words.ts';
import { OWN_METHODS } from '../own-methods.ts';
import type { Surroundings } from '../view.ts';

interface Props {
  readonly at: Surroundings;
  readonly own: RegistrationOverview;
}

/** What a person registered, each row leading to what can be done with it. */
export function Registered({ at, own, now }: Props & { readonly now: number }) {
  const { list } = at.language.registration;
  return (
    <section class="part">
      <h2>{list.yours}</h2>
      {own.registered.length === 0 ? <p>{list.none}</p> : null}
      <ul class="ways even">
        {own.registered.map((one) => (
          <li>
            <a href={`${OWN_METHODS}/registrations/${one.id}`}>
              <span class="way">{nameOfMethod(at.language, one.methodId)}</span>
              <Details at={at} one={one} now={now} />
            </a>
          </li>
        ))}
      </ul>
      {own.addable.length === 0 || own.isFrozen || own.heldUntil !== null ? null : (
        <p class="act">
          <a class="button primary" href={`${OWN_METHODS}/add`}>
            {list.add}
          </a>
        </p>
      )}
    </section>
  );
}

/** What tells one of a kind from another, and how it stands. */
export function Details({
  at: { language },
  one,
  now,
}: {
  readonly at: Surroundings;
  readonly one: RegisteredMethod;
  readonly now: number;
}) {
  const { list } = language.registration;
  const time = (at: number) => ({ time: formatTime(language, at) });
  const lines = [
    ...(one.isDefault ? [list.isDefault] : []),
    ...(one.enabled ? [] : [list.off]),
    ...(one.enabled && one.usableFrom > now
      ? [fill(language, list.waits, time(one.usableFrom))]
      : []),
    ...(one.left === null ? [] : [leftOf(language, one.left)]),
    ...(one.source === 'user' ? [] : [list.byAdministrator]),
    one.lastUsedAt === null
      ? fill(language, list.added, time(one.createdAt))
      : fill(language, list.used, time(one.lastUsedAt)),
  ];
  const names = [ownName(one), one.destination].filter((name) => name !== null);
  return (
    <>
      {names.map((name) => (
        <span class="own">
          <bdi>{name}</bdi>
        </span>
      ))}
      {lines.map((line) => (
        <span class="hint">{line}</span>
      ))}
    </>
  );
}

function leftOf(language: Language, left: number): string {
  const { list } = language.registration;
  return left === 0 ? list.noneLeft : fillCounted(language, list.left, left, {});
}

/** A set of questions has no name of its own, only a count. */
export function ownName({ methodId, label }: RegisteredMethod): string | null {
  return methodId === 'questions' ? null : label;
}

/** What the directory knows, for the person to see and for others to change. */
export function Contacts({ at, own }: Props) {
  const { list } = at.language.registration;
  if (own.contacts.length === 0) return null;
  return (
    <section class="part">
      <h2>{list.fromOrganisation}</h2>
      <dl class="facts">
        {own.contacts.map(({ kind, value }) => (
          <>
            <dt>{list[kind]}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </>
        ))}
      </dl>
      <p class="hint">{list.fromOrganisationHint}</p>
    </section>
  );
}
