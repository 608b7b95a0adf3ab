/** Groups of one programme are alike: so many to a school, so many teachers in each. */
export interface GroupShape {
  readonly word: 'pair' | 'triad' | 'trio' | 'team' | 'community';
  /** 0: as many as the school likes */
  readonly size: number;
  /** 0: no one is chosen into groups here */
  readonly perSchool: number;
  /** a group's members come from several schools: that of the first member hosts it, the others are its guests */
  readonly acrossSchools?: boolean;
}

/** Are people in groups here? Where neither size nor number is told, a school has as many groups as it likes. */
export const hasGroups = ({ size, perSchool, acrossSchools = false }: GroupShape): boolean =>
  perSchool > 0 || acrossSchools || size === 0;
