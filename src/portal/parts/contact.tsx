import { fill } from '../../locales/index.ts';
import type { Surroundings } from '../view.ts';

/** Whom to ask: the organisation's own contact, or plain advice when it gave none. */
export function Contact({ at }: { readonly at: Surroundings }) {
  const { language, organisation } = at;
  const { contact } = language.portal;
  const helpContact = organisation?.helpContact ?? null;
  if (helpContact === null) {
    return <p>{adviceWithoutContact(at)}</p>;
  }
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
