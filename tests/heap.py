"""Short reports written for the tests of grouping: events of the same sort side by side, each told two or three times."""

from __future__ import annotations

HEAP: dict[str, list[str]] = {
    "quake-lunde": [
        "A strong earthquake shook the island of Lunde early on Tuesday, killing at least 14 people and flattening houses "
        "in the harbour town of Maresk. The quake, of magnitude 6.4, struck at 4.10 a.m. while most people were asleep. "
        "Rescuers dug through rubble in Maresk with bare hands, the mayor, Orla Tveit, said.",
        "The death toll from Tuesday's earthquake on Lunde rose to 17, officials in Maresk said. Mayor Orla Tveit said that "
        "a hundred houses near the harbour had collapsed. The magnitude 6.4 quake was the strongest on the island in forty "
        "years, and two strong aftershocks have followed.",
        "Survivors of the Lunde earthquake spent a second night in tents above Maresk harbour. Navy ships brought water and "
        "blankets to the island. Orla Tveit, the mayor, said rescuers had given up hope of finding more people alive in the "
        "rubble of the collapsed houses.",
    ],
    "quake-kesh": [
        "An earthquake of magnitude 5.8 hit the mountain province of Kesh on Saturday, injuring 30 people, most of them "
        "pupils at a school in Darvan whose roof caved in. The road between Darvan and the provincial capital was blocked "
        "by a landslide, governor Hamid Sorush said.",
        "Thirty people, among them 22 pupils, were hurt when a school roof in Darvan fell in during Saturday's earthquake in "
        "Kesh province. Governor Hamid Sorush ordered all schools of the province to be checked. A landslide that cut the "
        "road to Darvan was cleared by the army.",
    ],
    "arrest-dahl": [
        "Police in Norvik arrested the footballer Emil Dahl on suspicion of drunk driving on Sunday night, hours after his "
        "team lost the cup final. Officers stopped his car near the stadium bridge. Dahl, 27, was freed the next morning, "
        "and his club, Norvik United, said it would wait for the results of the blood test.",
        "Norvik United striker Emil Dahl faces a charge of drunk driving. Police arrested Dahl at the stadium bridge on Sunday. "
        "The club said it had spoken with Dahl and would wait for the blood test. The 27-year-old missed a penalty in the cup "
        "final that evening.",
    ],
    "arrest-osei": [
        "Goalkeeper Kwame Osei was arrested on suspicion of drunk driving in Norvik on Thursday, the second Norvik United "
        "player this month. Osei's car hit a parked van outside a bakery on Mill Street; nobody was hurt. His agent, Lars "
        "Holm, said that Osei had taken cough medicine.",
        "A parked van was wrecked when the car of Kwame Osei, the Norvik United goalkeeper, ran into it on Mill Street on "
        "Thursday. Police arrested Osei on suspicion of drunk driving. Agent Lars Holm blamed a cough medicine for the result "
        "of the breath test.",
    ],
    "strike-bus": [
        "Bus drivers in Harrowby walked out on Monday in a dispute over night shifts, leaving 40,000 commuters stranded. The "
        "Transport Workers' League said the strike would last until the council withdrew its new rota. Council leader Joan "
        "Pettifer called the walkout reckless.",
        "Forty thousand people in Harrowby had to find another way to work as bus drivers began a strike over night shifts. "
        "Joan Pettifer, who leads the council, said the new rota would stay. The Transport Workers' League answered that its "
        "members would stay out as well.",
    ],
    "strike-port": [
        "Dockers at the port of Salmera began a three-day strike on Wednesday after talks on wages failed. Forty ships were "
        "waiting at anchor, the port authority said. The dockers' union wants nine percent; the operator, Bluewater "
        "Terminals, has offered four.",
        "Bluewater Terminals said on Thursday it would not raise its offer of four percent to the striking dockers of Salmera. "
        "Ships at anchor off the port numbered more than forty. The union, which demands nine percent, said that the strike "
        "could go on after its third day.",
    ],
    "election": [
        "Voters in Tarvia gave President Ilia Romanadze a second term on Sunday, with 54 percent of the ballots, the election "
        "commission said. His rival, the former judge Nana Beridze, spoke of stuffed boxes in three districts and called "
        "her supporters to the streets.",
        "Nana Beridze refused to concede Sunday's election in Tarvia, in which the commission gave President Ilia Romanadze 54 "
        "percent. Thousands of supporters of the former judge marched in the capital. Observers said that boxes had been "
        "stuffed in three districts.",
    ],
    "alone": [
        "Librarians in Westwick have found a letter of 1611 between the pages of a cookery book. The letter, about the price of "
        "pepper, will be shown to the public in spring.",
    ],
}  # fmt: skip
