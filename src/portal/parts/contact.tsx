import { fill } from '../../locales/index.ts';
import type { Surroundings } from '../view.ts';

/** Whom to ask: the organisation's own contact, or plain advice when it gave none. */
export function Contact({ at }: { readonly at: Surroundings }) {
  return (at.organisation?.helpContact ?? null) === null ? (
    <p>{adviceWithoutContact(at)}</p>
  ) : (
    <KnownContact at={at} />
  );
}

/** For a page whose own words send people to their helpdesk already: nothing when there is nothing to add. */
export function KnownContact({ at }: { readonly at: Surroundings }) {
  const { contact } = at.language.portal;
  const helpContact = at.organisation?.helpContact ?? null;
  if (helpContact === null) return null;
  const isAddress = !/^https?:/i.test(helpContact);
  return (
    <p class="contact">
      <span>{contact.heading}</span>
      <a href={isAddress ? `mailto:${helpContact}` : helpContact}>
        {isAddress ? <bdi>{helpContact}</bdi> : contact.open}
      </a>
    </p>
  );
}

function adviceWithoutContact({ language, organisation }: Surroundings): string {
  const { contact } = language.portal;
  return organisation === null
    ? contact.heading
    : fill(language, contact.none, { organisation: organisation.name });
}
