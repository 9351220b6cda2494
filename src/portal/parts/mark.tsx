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
      <path d="M8 30V15a4.7 7.4 0 0 1 9.4 0v15Z" opacity=".5" />
      <path d="M3 30V15a13 13 0 0 1 26 0v15h-5V15a8 8 0 0 0-16 0v15Z" />
    </svg>
  );
}
