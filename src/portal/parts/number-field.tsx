import type { Problem, Surroundings } from '../view.ts';
import { Field } from './fields.tsx';

/** The whole number of a telephone, where knowing it is part of the proof; the other ways need none. */
export function NumberField(props: {
  readonly at: Surroundings;
  /** Unlike any other on the page. */
  readonly id: string;
  readonly problems: readonly Problem[];
}) {
  const { pages } = props.at.language.methods;
  return (
    <Field
      id={props.id}
      name="destination"
      label={pages.number}
      hint={pages.numberHint}
      type="tel"
      autocomplete="tel"
      dir="ltr"
      problems={props.problems}
      optional
    />
  );
}
