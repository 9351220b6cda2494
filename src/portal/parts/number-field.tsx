import { problemsOf, type Problem, type Surroundings } from '../view.ts';

/** The whole number of a telephone, where knowing it is part of the proof. */
export function NumberField(props: {
  readonly at: Surroundings;
  /** Unlike any other on the page. */
  readonly id: string;
  readonly problems: readonly Problem[];
}) {
  const { pages } = props.at.language.methods;
  const { id } = props;
  const wrong = problemsOf(props.problems, id);
  const isWrong = wrong.length > 0;
  return (
    <div class={isWrong ? 'field wrong' : 'field'}>
      <label for={id}>{pages.number}</label>
      <p class="hint" id={`${id}-hint`}>
        {pages.numberHint}
      </p>
      {isWrong ? (
        <p class="problem" id={`${id}-problem`}>
          {wrong.map((text) => (
            <span>{text} </span>
          ))}
        </p>
      ) : null}
      <input
        id={id}
        name="destination"
        type="tel"
        autocomplete="tel"
        dir="ltr"
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? `${id}-problem ${id}-hint` : `${id}-hint`}
      />
    </div>
  );
}
