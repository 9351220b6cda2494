interface Choice {
  readonly methodId: string;
  readonly label: string;
  readonly hint: string | null;
}

/** One of several methods, the first one chosen; the field of a problem is `method-` and the first one's id. */
export function MethodChoices(props: {
  readonly legend: string;
  readonly choices: readonly Choice[];
  /** What is wrong with the choice; empty when nothing is. */
  readonly wrong: readonly string[];
}) {
  const isWrong = props.wrong.length > 0;
  return (
    <fieldset
      class={isWrong ? 'field wrong' : 'field'}
      aria-describedby={isWrong ? 'method-problem' : undefined}
    >
      <legend>{props.legend}</legend>
      {isWrong ? (
        <p class="problem" id="method-problem">
          {props.wrong.join(' ')}
        </p>
      ) : null}
      {props.choices.map(({ methodId, label, hint }, index) => (
        <label class="choice">
          <input
            type="radio"
            name="method"
            id={`method-${methodId}`}
            value={methodId}
            checked={index === 0}
            required
          />
          <span>
            {label}
            {hint === null ? null : <span class="hint">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
