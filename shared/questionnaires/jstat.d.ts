/** The two distributions that the analysis uses; the library itself comes without types. */
declare module 'jstat' {
  interface Beta {
    /** the share of the distribution up to x */
    cdf(x: number, alpha: number, beta: number): number;
    /** the x up to which that share lies */
    inv(share: number, alpha: number, beta: number): number;
  }
  const jStat: { readonly beta: Beta };
  export default jStat;
}
