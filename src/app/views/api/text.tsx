/** A sentence in which what stands between backticks is code. */
export function Text({ children }: { children: string }) {
  return (
    <>
      {children.split('`').map((part, i) =>
        i % 2 === 1 ? (
          <code dir="ltr" key={i}>
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
