"""Code tables: countries, languages, and the stage a notice stands for.

Countries and languages come as three letters in eForms (the EU's authority tables), as two in older formats; inside
they are ISO 3166-1 alpha-2 and ISO 639-1. A code no table knows is kept as it stands.
"""

# ISO 3166-1: three letters, then two.
_COUNTRIES = """
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI
    BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT
    BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPTCP CPVCV CRICR
    CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE
    ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ
    GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE
    IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA
    LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX
    MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC
    NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG
    POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH
    SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY
    TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM
    URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS XKXXK YEMYE ZAFZA ZMBZM ZWEZW
"""

# ISO 639-2/T as the EU's language table has it, then ISO 639-1.
_LANGUAGES = """
    AFRaf AKAak AMHam ARAar AYMay AZEaz BELbe BENbn BISbi BODbo BOSbs BREbr BULbg CATca CEScs CHAch CORkw COSco
    CYMcy DANda DEUde DIVdv DZOdz ELLel ENGen ESTet EUSeu EWEee FAOfo FASfa FIJfj FINfi FRAfr FRYfy FULff GLAgd
    GLEga GLGgl GLVgv GRNgn HATht HAUha HEBhe HINhi HMOho HRVhr HUNhu HYEhy IBOig INDid ISLis ITAit JPNja KALkl
    KATka KAZkk KHMkm KINrw KIRky KONkg KORko KURku LAOlo LATla LAVlv LINln LITlt LTZlb MAHmh MKDmk MLGmg MLTmt
    MONmn MRImi MSAms MYAmy NAUna NBLnr NEPne NLDnl NNOnn NOBnb NYAny OCIoc OSSos PANpa POLpl PORpt PUSps QUEqu
    ROHrm RONro RUNrn RUSru SAGsg SINsi SLKsk SLVsl SMEse SMOsm SOMso SOTst SPAes SQIsq SRPsr SSWss SWAsw SWEsv
    TAMta TGKtg THAth TIRti TONto TSNtn TSOts TUKtk TURtr UKRuk URDur UZBuz VENve VIEvi WLNwa WOLwo XHOxh YIDyi
    YORyo ZHOzh ZULzu
"""

COUNTRIES = {pair[:3]: pair[3:] for pair in _COUNTRIES.split()} | {"1A0": "XK", "EL": "GR", "UK": "GB"}

# "Norwegian" without further word is bokmål: the official forms have NOR for it, and nynorsk has a code of its own.
LANGUAGES = {pair[:3]: pair[3:] for pair in _LANGUAGES.split()} | {"NOR": "nb", "NO": "nb"}
LANGUAGES |= {"GER": "de", "FRE": "fr", "DUT": "nl", "GRE": "el", "CZE": "cs", "SLO": "sk", "RUM": "ro", "ICE": "is"}


def country(code: str) -> str:
    """ISO 3166-1 alpha-2 of a country code ("NOR" → "NO"); an unknown code stands as it is."""
    code = code.strip()
    return COUNTRIES.get(code) or COUNTRIES.get(code.upper(), code)


def language(code: str) -> str:
    """ISO 639-1 of a language code ("NOB" → "nb", "ENG" → "en"); an unknown code stands as it is, in small letters."""
    known = LANGUAGES.get(code)
    if known:
        return known
    code = code.strip()
    return LANGUAGES.get(code.upper()) or code.lower()


PLANNING, COMPETITION, DIRECT_AWARD = "planning", "competition", "direct-award"
RESULT, MODIFICATION, OTHER = "result", "modification", "other"

# BT-02 notice type. A completion notice (compl) tells what came of a contract: a result, no modification.
_STAGE_OF_TYPE = {
    **dict.fromkeys(("pin-buyer", "pin-only", "pin-rtl", "pin-tran", "pmc"), PLANNING),
    **dict.fromkeys(("pin-cfc-standard", "pin-cfc-social", "qu-sy", "cn-standard", "cn-social"), COMPETITION),
    **dict.fromkeys(("cn-desg", "subco"), COMPETITION),
    "veat": DIRECT_AWARD,
    **dict.fromkeys(("can-standard", "can-social", "can-desg", "can-tran", "compl"), RESULT),
    "can-modif": MODIFICATION,
    **dict.fromkeys(("brin-eeig", "brin-ecs"), OTHER),
}

# OPP-070 notice subtype: the EU's, then the Norwegian ones below the EEA threshold.
_STAGE_OF_SUBTYPE = {
    **dict.fromkeys([str(number) for number in range(1, 10)] + ["T01", "E1", "E2", "N4"], PLANNING),
    **dict.fromkeys([str(number) for number in range(10, 25)] + ["CEI", "E3", "N16"], COMPETITION),
    **dict.fromkeys([str(number) for number in range(25, 29)], DIRECT_AWARD),
    **dict.fromkeys([str(number) for number in range(29, 38)] + ["T02", "E4", "E5", "N29"], RESULT),
    **dict.fromkeys(["38", "39", "40", "E6"], MODIFICATION),
    **dict.fromkeys(["X01", "X02"], OTHER),
}

# BT-03 form type.
_STAGE_OF_FORM = {
    "planning": PLANNING,
    "consultation": PLANNING,
    "competition": COMPETITION,
    "dir-awa-pre": DIRECT_AWARD,
    "result": RESULT,
    "completion": RESULT,
    "cont-modif": MODIFICATION,
}


def stage(*, notice_type: str, subtype: str, form_type: str) -> str:
    """The stage an eForms notice stands for: its type says it; where that is unknown the subtype, then the form."""
    return _STAGE_OF_TYPE.get(notice_type) or _STAGE_OF_SUBTYPE.get(subtype) or _STAGE_OF_FORM.get(form_type) or OTHER


DESIGN_CONTEST = "design-contest"
_DESIGN_CONTESTS = frozenset({"cn-desg", "can-desg", "23", "24", "36", "37"})


def is_design_contest(notice_type: str, subtype: str) -> bool:
    """Whether the form itself is one for design contests, which carry no procedure code."""
    return notice_type in _DESIGN_CONTESTS or subtype in _DESIGN_CONTESTS
