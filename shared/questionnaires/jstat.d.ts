/** What we use of the library, which comes without types. */
declare module 'jstat' {
  interface Beta {
    /** the share of the distribution up to x */
    cdf(x: number, alpha: number, beta: number): number;
    /** the x up to which that share lies */
    inv(share: number, alpha: number, beta: number): number;
  }
  const jStat: {
    readonly beta: Beta;
    /** the middle value, or halfway between the two in the middle; NaN of none */
    median(values: readonly number[]): number;
  };
  export default jStat;
}
