/** A small arched gate, ajar: Postern's mark. Drawn in the colour of the text around it. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg
      class="mark"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      <path fill-rule="evenodd" d="M3 30V15a13 13 0 0 1 26 0v15Zm5 0h16V15a8 8 0 0 0-16 0Z" />
      <path d="M8 30V15a8 8 0 0 1 3.2-6.4L18 12.5V30Z" opacity=".55" />
    </svg>
  );
}
