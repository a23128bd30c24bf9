/** The most stars that are few. */
const LOW_SCORE = 3

/** What a rating of so many stars can be explained with, of what its invitation offers. */
export const ratingTags = (
  score: number,
  { tags, lowTags = tags }: { tags: string[]; lowTags?: string[] },
): string[] => (score > LOW_SCORE ? tags : lowTags)
