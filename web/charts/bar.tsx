type Props = {
  /** 0…1 */
  readonly share: number;
  readonly fill: string;
  readonly stroke?: string;
};

/** A horizontal bar of a share of its room, with an outline where what it shows is theirs. */
export function Bar({ share, fill, stroke = fill }: Props) {
  const percent = Math.max(0, Math.min(1, share)) * 100;
  return (
    <svg width="100%" height="10" aria-hidden="true" focusable="false" display="block">
      <rect width="100%" height="10" rx="3" fill="var(--chartGrid)" fillOpacity="0.55" />
      {percent > 0 && (
        <rect
          x="0.7"
          y="0.7"
          height="8.6"
          rx="2.6"
          fill={fill}
          stroke={stroke}
          strokeWidth="1.4"
          style={{ width: `max(2px, calc(${percent}% - 1.4px))` }}
        />
      )}
    </svg>
  );
}
