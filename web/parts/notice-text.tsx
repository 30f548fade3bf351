import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  text: {
    display: 'grid',
    gap: '12px',
    maxWidth: '72ch',
    lineHeight: '22px',
    color: tokens.colorNeutralForeground2,
    textWrap: 'pretty',
  },
});

/** The notice, paragraph by paragraph, as it stands in the contract. */
export function NoticeText({ paragraphs }: { readonly paragraphs: readonly string[] }) {
  const styles = useStyles();
  return (
    <div className={styles.text}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  );
}
