/** Two circles that overlap: us, them, and what is between. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="12" cy="16" r="9" fill="var(--kindEmail)" fillOpacity="0.9" />
      <circle cx="20" cy="16" r="9" fill="var(--gradeGood)" fillOpacity="0.7" />
    </svg>
  );
}
