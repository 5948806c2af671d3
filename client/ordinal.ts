/** `1st`, `2nd`, `3rd`, `4th`, `11th`, `22nd`, as English says them. */
export function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${(!isTeen && ['th', 'st', 'nd', 'rd'][number % 10]) || 'th'}`;
}
