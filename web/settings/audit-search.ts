export type AuditSearch = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly object?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/** What the address of the audit log carries: its filters. */
export function auditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  const text = (value: unknown) =>
    typeof value === 'string' && value !== '' ? value.slice(0, 400) : undefined;
  return {
    actor: text(raw.actor),
    action: text(raw.action),
    object: text(raw.object),
    from: text(raw.from),
    until: text(raw.until),
  };
}
