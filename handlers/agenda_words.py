"""Why an agenda of the web could not be read, said to who follows it: which one, why, and what to do."""

from markupsafe import Markup

from bot.domain.agendas import WhyNot
from handlers.text import Translator, clean

HTTPS = "https://"


def why_sentence(why: WhyNot, host: str, t: Translator) -> Markup:
    """`host`: the address itself may hold a key, and is never shown."""
    site = clean(host, 80)
    return {
        WhyNot.NO_ADDRESS: t(
            "Ce n'est pas l'adresse d'un agenda. Une adresse commence par « {beginning} ».", beginning=HTTPS
        ),
        WhyNot.NOT_HTTPS: t("L'adresse doit commencer par « {beginning} ».", beginning=HTTPS),
        WhyNot.WITH_A_PASSWORD: t("L'adresse contient un mot de passe. Demandez une adresse sans mot de passe."),
        WhyNot.UNKNOWN_HOST: t(
            "Le site « {site} » n'est pas permis. L'exploitant peut l'ajouter au réglage {setting}.",
            site=site,
            setting="PASSERELLE_AGENDA_HOSTS",
        ),
        WhyNot.NOT_PUBLIC: t("Le nom « {site} » mène à un réseau privé. Rien n'a été demandé.", site=site),
        WhyNot.TOO_MANY_STEPS: t("Le site « {site} » renvoie trop de fois vers une autre adresse.", site=site),
        WhyNot.REFUSED: t("Le site « {site} » ne donne pas cet agenda. Vérifiez l'adresse.", site=site),
        WhyNot.TOO_LARGE: t("L'agenda est trop gros : plus de 5 millions d'octets. Demandez une partie de l'agenda."),
        WhyNot.TOO_SLOW: t("Le site « {site} » est trop lent. Essayez plus tard.", site=site),
        WhyNot.UNTRUSTED: t("Le certificat du site « {site} » n'est pas valable.", site=site),
        WhyNot.AWAY: t("Le site « {site} » ne répond pas. Essayez plus tard.", site=site),
        WhyNot.GARBLED: t("Ce que le site « {site} » envoie est illisible.", site=site),
        WhyNot.EMPTY: t("L'agenda du site « {site} » ne contient aucune sortie.", site=site),
    }[why]
